package it.sportello.web.bench;

import it.sportello.web.harness.Settings;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Times a snapshot of the registry, its repeat, and the search that follows each key. Arguments: a
 * folder of its own, emptied first; then, if wished, the seconds for each search and the number of
 * contacts, four to a platform.
 */
public final class RegistryBench {
  private static final List<String> NAMES =
      List.of("Mario", "Giulia", "Luca", "Anna", "Paolo", "Chiara", "Marco", "Elena", "Ugo", "Zoe");
  private static final List<String> FAMILIES =
      List.of("Rossi", "Bianchi", "Ferri", "Galli", "Conti", "Riva", "Serra", "Neri", "Longo");
  private static final List<String> TYPED =
      List.of("", "a", "mar", "mario+ros", "rossi+4711", "person4711", "0255504711", "zzz", "z+x");

  private RegistryBench() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]).toAbsolutePath();
    Duration length = Duration.ofSeconds(arguments.length > 1 ? Long.parseLong(arguments[1]) : 2);
    int contacts = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 200_000;
    Files.createDirectories(folder);
    Path snapshot = folder.resolve("snapshot.jsonl");
    write(snapshot, contacts);
    try (Bed bed = new Bed(folder)) {
      take("first", bed.port(), snapshot);
      take("repeat", bed.port(), snapshot);
      search(bed, length);
    }
  }

  private static void take(String name, int port, Path snapshot) throws Exception {
    long began = System.nanoTime();
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port + "/api/v1/platforms/snapshot"))
                    .header("Authorization", "Bearer " + Settings.TOKEN)
                    .header("Content-Type", "application/jsonl")
                    .POST(HttpRequest.BodyPublishers.ofFile(snapshot))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    say(
        "snapshot, %s: %.1f s, %d, %s",
        name,
        (System.nanoTime() - began) / 1e9,
        answer.statusCode(),
        answer.body().replaceAll(",\"differences.*", ""));
  }

  private static void search(Bed bed, Duration length) {
    String session = bed.session();
    say("typed               p50 ms   p95 ms   p99 ms");
    for (String typed : TYPED) {
      Load.Outcome outcome =
          new Load(bed.port(), 200).run(1, length, Requests.page("/registry?q=" + typed, session));
      say(
          "%-16s %9.1f %8.1f %8.1f",
          typed, outcome.millis(50), outcome.millis(95), outcome.millis(99));
    }
  }

  private static void write(Path file, int contacts) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < contacts / 4; i++) {
        StringBuilder people = new StringBuilder();
        for (int j = 0; j < 4; j++) {
          int n = i * 4 + j;
          people
              .append(j == 0 ? "" : ",")
              .append(
                  """
                  {"name":"%s %s %d","kinds":["%s"],"addresses":["person%d@customer%d.example"],\
                  "phones":["+39025550%04d"]}"""
                      .formatted(
                          NAMES.get(n % NAMES.size()),
                          FAMILIES.get(n % FAMILIES.size()),
                          n,
                          j == 0 ? "ADMINISTRATIVE" : "CAMPAIGN_MANAGER",
                          n,
                          i,
                          n % 10_000));
        }
        out.write(
            "{\"code\":\"%d\",\"name\":\"Customer %d\",\"domains\":[\"customer%d.example\"],\"contacts\":[%s]}%n"
                .formatted(500_000_000 + i, i, i, people));
      }
    }
  }

  private static void say(String line, Object... values) {
    System.out.println(String.format(Locale.ROOT, line, values));
  }
}
