package it.sportello.ticketing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTypesTest {
  @ParameterizedTest
  @CsvSource({
    "89504e470d0a1a0a0000000d49484452, image/png",
    "ffd8ffe000104a464946, image/jpeg",
    "52494646240000005745425056503820, image/webp",
    "000000206674797069736f6d00000200, video/mp4",
    "0000001c667479706d70343200000000, video/mp4",
    "1a45dfa39f4286810142f7810142f2810442f381084282847765626d42878104, video/webm",
    "1a45dfa3010000000000001f4286810142f7810142f2810442f381084282847765626d, video/webm"
  })
  void theFormTakesPicturesAndVideosByTheirContent(String head, String type) {
    assertEquals(Optional.of(type), MediaTypes.pictureOrVideo(hex(head)));
  }

  @ParameterizedTest
  @CsvSource({"474946383961, image/gif", "255044462d312e37, application/pdf"})
  void aMailMayBringMoreThanTheForm(String head, String type) {
    assertEquals(Optional.of(type), MediaTypes.recognise(hex(head)));
    assertEquals(Optional.empty(), MediaTypes.pictureOrVideo(hex(head)));
  }

  @ParameterizedTest
  @CsvSource({
    "''",
    "89504e47",
    "000000206674797068656963, a HEIC picture",
    "000000206674797061766966, an AVIF picture",
    "0000000066747970",
    "52494646240000005741564566, a WAV sound",
    "1a45dfa39342828b6d6174726f736b61, a Matroska film",
    "4d5a9000, a program",
    "504b0304, an archive"
  })
  void whatIsNotOneOfTheseHasNoName(String head) {
    assertEquals(Optional.empty(), MediaTypes.recognise(hex(head)));
  }

  @Test
  void aPageWithAPicturesNameIsNoPicture() {
    assertEquals(
        Optional.empty(),
        MediaTypes.recognise("<svg onload=alert(1)>PNG</svg>".getBytes(ISO_8859_1)));
  }

  @Property
  void noBytesBreakIt(@ForAll byte[] head) {
    MediaTypes.recognise(head);
  }

  private static byte[] hex(String digits) {
    return java.util.HexFormat.of().parseHex(digits);
  }
}
