package it.sportello.web.security;

import static org.junit.jupiter.api.Assertions.assertEquals;

import it.sportello.web.harness.Answer;
import it.sportello.web.harness.Desk;
import it.sportello.web.harness.Visitor;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every id that a page, a file, a resource or a form takes, side parameters too, swapped for
 * another's, a deleted and an unknown one: the answers are the same to the byte, and nothing has
 * happened to what was named.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class SwappedIdsIT {
  /**
   * Who asks, what they send with {@code #} in the id's place, the id of something of their own
   * ({@code -} where using it would change too much), then those that are not theirs.
   */
  private static final String SWAPS =
      """
      owner  | GET /my/ticket?n=#      |  | ticket      | theirTicket theirMerged
      reader | GET /my/ticket?n=#      |  | readersTicket | ticket theirTicket theirMerged
      owner  | POST /my/ticket         | act=write&text=Ciao&key=0123456789abcdef&n=# | - | theirTicket theirMerged
      reader | POST /my/ticket         | act=write&text=Ciao&key=0123456789abcdef&n=# | - | ticket theirTicket theirMerged
      owner  | GET /ticket/#           |  | -           | theirTicket theirMerged
      owner  | GET /files/#            |  | file        | theirFile theirStaged staged
      reader | GET /files/#            |  | readersFile | file theirFile theirStaged staged
      owner  | GET /my/contacts?p=#    |  | code        | theirCode closedCode
      owner  | GET /my/contacts.csv?p=# |  | code       | theirCode closedCode
      reader | GET /my/contacts?p=#    |  | -           | code theirCode closedCode
      reader | GET /my/contacts.csv?p=# |  | -          | code theirCode closedCode
      owner  | GET /my/contacts?p=1042&act=edit&contact=#   |  | readerId | theirId erasedId
      owner  | GET /my/contacts?p=1042&act=remove&contact=# |  | readerId | theirId erasedId
      owner  | POST /my/contacts       | act=edit&p=1042&version=0&name=X&language=IT&kind.TECHNICAL=1&addresses=x@x.example&contact=# | - | theirId erasedId
      owner  | POST /my/contacts       | act=remove&p=1042&version=0&contact=# | - | theirId erasedId
      owner  | POST /my/contacts       | act=remove&version=0&contact=1&p=#    | - | theirCode closedCode
      owner  | POST /my/contacts       | act=add&name=X&language=IT&kind.TECHNICAL=1&addresses=x@x.example&p=# | - | theirCode closedCode
      owner  | POST /my/contacts       | act=withdraw&p=1042&claim=#           | - | theirClaim
      owner  | POST /my/contacts       | act=again&p=1042&claim=#              | - | theirClaim
      owner  | POST /account           | act=end&id=#                          | - | theirSession staffSession
      agent  | POST /account           | act=end&id=#                          | - | theirSession staffSession
      form   | POST /widget/v1/tickets | upload:#                              | - | theirKey ownersKey
      form   | POST /widget/v1/tickets | answerTo:#                            | - | theirAddress ownersAddress
      form   | DELETE /widget/v1/attachments/# |                               | - | theirKey ownersKey
      nobody | GET /confirm?t=#        |  | claimSecret | oldClaimSecret
      nobody | POST /confirm           | act=confirm&t=# | - | oldClaimSecret
      nobody | GET /invited?t=#        |  | -           | oldInvitation
      nobody | POST /invited           | act=choose&new=gatto lampada nuvola viola&t=# | - | oldInvitation
      nobody | POST /link              | act=enter&t=#   | - | usedLink
      admin  | GET /person?c=#         |  | readerId    | erasedId
      admin  | GET /person.zip?c=#     |  | -           | erasedId
      admin  | POST /person            | act=erase&sure=1&c=# | - | erasedId
      admin  | POST /person            | act=merge&c=1&into=# | - | erasedAddress
      admin  | GET /platform?p=1042&act=edit&contact=#   |  | readerId | theirId erasedId
      admin  | GET /platform?p=1042&act=remove&contact=# |  | readerId | theirId erasedId
      admin  | POST /platform          | act=edit&p=1042&version=0&name=X&language=IT&kind.TECHNICAL=1&addresses=x@x.example&contact=# | - | theirId erasedId
      admin  | POST /platform          | act=remove&p=1042&version=0&contact=# | - | theirId erasedId
      admin  | GET /contracts?p=1042&act=correct&contract=# |  | contract | theirContract
      admin  | POST /contracts         | act=correct&p=1042&version=0&level=email&baseLevel=email&from=2027-01-01&to=&graceDays=0&correction=prova&key=0123456789abcdef&contract=# | - | theirContract
      admin  | POST /contracts         | act=end&p=1042&version=0&to=2027-01-01&correction=prova&key=0123456789abcdef&contract=# | - | theirContract
      admin  | POST /contracts         | act=annul&p=1042&version=0&correction=prova&key=0123456789abcdef&contract=# | - | theirContract
      admin  | POST /keys              | act=revoke&id=#                       | - | revokedToken
      admin  | GET /mail?id=#          |  | -           | goneMail
      program | DELETE /api/v1/integrations/# |  | -    | revokedToken
      program | POST /api/v1/tickets   | {"platform":"#","contact":"x@x.example","subject":"A","text":"B","impact":"HINDERED"} | - | closedCode
      program | POST /api/v1/tickets   | {"platform":"1042","contact":"#","subject":"A","text":"B","impact":"HINDERED"} | - | theirAddress erasedAddress
      """;

  /** What a customer may open and names no thing of anybody's. */
  private static final Set<String> NOTHING_NAMED =
      Set.of(
          "PAGE /contact-us",
          "PAGE /first",
          "PAGE /my",
          "PAGE /problem",
          "PAGE /sign-in",
          "PAGE /signed-out",
          "SERVLET",
          "SERVLET /health/live",
          "SERVLET /health/ready",
          "SERVLET /preferences",
          "SERVLET /health/mail",
          "SERVLET /provider",
          "SERVLET /provider/out",
          "SERVLET /sign-out",
          "SERVLET /widget/sportello.js",
          "GET /api/v1/openapi");

  /** Numbers that pages read and that are nobody's: cursors, versions, amounts, filters. */
  private static final Set<String> NO_IDS =
      Set.of("after", "before", "person", "days", "version", "seen");

  /** What only the staff names, who sees every ticket, mail and level. */
  private static final Set<String> STAFFS =
      Set.of("agent", "platform", "open", "v", "ticket", "into", "base", "edit");

  private final Desk desk = Desk.running();

  @Test
  void anothersAndTheDeletedAnswerLikeTheUnknownAndNothingHappensToThem() {
    // Tests that have just run may have used up what a form may send in a minute.
    desk.sql().run("delete from contacts.allowance where name like 'form-tickets:%'");
    OthersThings things = OthersThings.in(desk);
    Map<String, Visitor> callers = callers();
    String before = things.state();
    List<String> wrong = new ArrayList<>();
    for (Swap swap : swaps()) {
      Visitor who = callers.get(swap.caller);
      String unknown = swap.ask(who, things.unknownLike(swap.others.get(0)));
      for (String thing : swap.others) {
        String answer = swap.ask(who, things.id(thing));
        if (!answer.equals(unknown)) {
          wrong.add(swap + " with " + thing + ":\n" + difference(answer, unknown));
        }
      }
      if (!swap.own.equals("-") && swap.ask(who, things.id(swap.own)).equals(unknown)) {
        wrong.add(swap + ": their own looks like nothing, so nothing is compared");
      }
    }
    String after = things.state();
    things.tidy();

    assertEquals("", String.join("\n", wrong));
    assertEquals(before, after);
  }

  @Test
  void everyRouteThatACustomerOrAFormMayOpenIsSwappedOrNamesNothing() {
    Set<String> swapped = swaps().stream().map(Swap::path).collect(Collectors.toSet());
    List<String> missing =
        RightsMatrixIT.rows().stream()
            .filter(row -> row[2].split(" ")[1].equals("+") || row[0].contains("/widget/v1/"))
            .map(row -> row[0])
            .filter(route -> !NOTHING_NAMED.contains(route))
            // A session's token is tried in its own tests; the promise is of the form's own
            // platform.
            .filter(route -> !route.matches(".*/widget/v1/(session|promise)|PUT /widget.*"))
            .filter(route -> !swapped.contains(bare(route)))
            .toList();

    assertEquals(List.of(), missing);
  }

  @Test
  void everyNumberThatAPageReadsIsSwappedOrNobodys() throws IOException {
    Set<String> read = new TreeSet<>();
    Pattern number = Pattern.compile("params\\.numbers?\\(\"(\\w+)\"\\)");
    try (Stream<Path> pages = Files.list(Path.of("src/main/java/it/sportello/web/pages"))) {
      for (Path page : pages.toList()) {
        number.matcher(Files.readString(page)).results().forEach(hit -> read.add(hit.group(1)));
      }
    }
    Set<String> missing = new TreeSet<>(read);
    missing.removeAll(NO_IDS);
    missing.removeAll(STAFFS);
    swaps().forEach(swap -> missing.remove(swap.parameter()));

    assertEquals(Set.of(), missing);
    assertEquals(Set.of(), less(NO_IDS, read), "no longer read");
  }

  private static Set<String> less(Set<String> all, Set<String> some) {
    return all.stream().filter(name -> !some.contains(name)).collect(Collectors.toSet());
  }

  /** {@code PAGE /my/ticket} and {@code SERVLET /files/*} as requests begin. */
  private static String bare(String route) {
    return route.replaceFirst("^\\S+ ", "").replaceFirst("/?(\\*|\\{.*)$", "");
  }

  private Map<String, Visitor> callers() {
    Visitor same = desk.anybody().with("Sec-Fetch-Site", "same-origin");
    return Map.of(
        "nobody", same,
        "owner", inItalian(desk.customer(OthersThings.OWNER)),
        "reader", inItalian(desk.customer(OthersThings.READER)),
        "agent", inItalian(desk.staff("anna.conti")),
        "admin", inItalian(desk.staff("admin")),
        "form", desk.form("1042", OthersThings.READER),
        "program", desk.program());
  }

  private static Visitor inItalian(Visitor visitor) {
    return visitor.with("Sec-Fetch-Site", "same-origin").speaking("it");
  }

  private static List<Swap> swaps() {
    return SWAPS.lines().map(Swap::of).toList();
  }

  private static String difference(String answer, String unknown) {
    int at = 0;
    while (at < Math.min(answer.length(), unknown.length())
        && answer.charAt(at) == unknown.charAt(at)) {
      at++;
    }
    return "  …" + around(answer, at) + "\n  …" + around(unknown, at);
  }

  private static String around(String text, int at) {
    return text.substring(Math.max(0, at - 60), Math.min(text.length(), at + 120))
        .replace('\n', ' ');
  }

  /** One request with a hole where the id goes. */
  private record Swap(
      String caller, String method, String target, String body, String own, List<String> others) {
    static Swap of(String line) {
      String[] parts = line.split("\\|");
      String[] request = parts[1].strip().split(" ", 2);
      return new Swap(
          parts[0].strip(),
          request[0],
          request[1],
          parts[2].strip(),
          parts[3].strip(),
          List.of(parts[4].strip().split(" ")));
    }

    String path() {
      return target.replaceFirst("\\?.*", "").replaceFirst("/#$", "");
    }

    /** The name of the parameter that is swapped; a dash in a path or a document. */
    String parameter() {
      String name = (target + "&" + body).replaceFirst("(?s).*[?&](\\w+)=#.*", "$1");
      return name.matches("\\w+") ? name : "-";
    }

    String ask(Visitor who, String id) {
      String answer = plain(send(who, id), id);
      // A short number may stand for something else too.
      return answer.replaceAll(
          "(contratto |"
              + parameter()
              + "=|name=\""
              + parameter()
              + "\" value=\")"
              + Pattern.quote(id)
              + "(?!\\d)",
          "$1ID");
    }

    private Answer send(Visitor who, String id) {
      String path = target.replace("#", id);
      if (method.equals("GET")) {
        return who.get(path);
      }
      if (method.equals("DELETE")) {
        return who.send("DELETE", path, BodyPublishers.noBody(), "");
      }
      if (body.startsWith("upload:") || body.startsWith("answerTo:")) {
        boolean upload = body.startsWith("upload:");
        return who.once()
            .post(
                path,
                OthersThings.filledIn(
                    upload ? OthersThings.READER : id, upload ? List.of(id) : List.of()));
      }
      String filled = body.replace("#", id);
      return filled.startsWith("{")
          ? who.once().post(path, filled)
          : who.send(
              "POST",
              path,
              BodyPublishers.ofString(filled.replace(" ", "+")),
              "application/x-www-form-urlencoded");
    }

    /** Down to the letter, but for the id itself, what is drawn anew, and the time on the wall. */
    private static String plain(Answer answer, String id) {
      String body =
          answer
              .body()
              .replaceAll("nonce=\"[^\"]*\"", "")
              .replaceAll("name=\"key\" value=\"[^\"]*\"", "")
              .replaceAll("<time[^>]*>[^<]*</time>", "");
      String all =
          answer.status()
              + " "
              + answer.header("Location")
              + " "
              + answer.header("Content-Type")
              + " "
              + answer.header("Content-Disposition")
              + "\n"
              + body;
      return id.length() < 4 ? all : all.replace(id, "ID");
    }
  }
}
