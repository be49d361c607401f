package it.sportello.web.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QrCodeTest {
  private static final Pattern MODULE = Pattern.compile("M(\\d+) (\\d+)h1v1h-1z");
  private static final int SCALE = 4;
  private static final int WHITE = 0xffffff;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "otpauth://totp/Sportello:anna.conti?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Sportello",
        "a"
      })
  void aPhoneReadsFromThePathWhatWasWritten(String text) throws Exception {
    QrCode code = QrCode.of(text);
    int side = code.size() * SCALE;
    int[] pixels = new int[side * side];
    Arrays.fill(pixels, WHITE);
    Matcher module = MODULE.matcher(code.path());
    while (module.find()) {
      blacken(pixels, side, Integer.parseInt(module.group(1)), Integer.parseInt(module.group(2)));
    }

    var picture = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(side, side, pixels)));

    assertEquals(text, new QRCodeReader().decode(picture).getText());
  }

  private static void blacken(int[] pixels, int side, int x, int y) {
    for (int row = y * SCALE; row < (y + 1) * SCALE; row++) {
      Arrays.fill(pixels, row * side + x * SCALE, row * side + (x + 1) * SCALE, 0);
    }
  }
}
