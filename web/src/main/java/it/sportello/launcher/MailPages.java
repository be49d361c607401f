package it.sportello.launcher;

import com.sun.net.httpserver.HttpExchange;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The pages of the mails caught: the list, which reloads itself, one mail, and a form to write to
 * the desk. A mail's HTML is shown in a frame that may do nothing but open links.
 */
final class MailPages {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

  private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"']+[^\\s<>\"'.,;:)\\]]");

  private static final List<String> CONTACTS =
      List.of(
          "titolare@pasticceria-aurora.example",
          "newsletter@pasticceria-aurora.example",
          "titolare@libreria-minerva.example",
          "newsletter@libreria-minerva.example",
          "titolare@officina-verdi.example",
          "newsletter@officina-verdi.example",
          "titolare@cantina-sole.example",
          "newsletter@cantina-sole.example",
          "sconosciuto@altrove.example");

  private final TryOutMail mail;
  private final CodesPage codes;

  MailPages(TryOutMail mail, CodesPage codes) {
    this.mail = mail;
    this.codes = codes;
  }

  void answer(HttpExchange exchange) throws IOException {
    exchange
        .getResponseHeaders()
        .set(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
    switch (exchange.getRequestURI().getPath()) {
      case "/" -> list(exchange);
      case "/mail" -> one(exchange);
      case "/html" -> html(exchange);
      case "/write" -> write(exchange);
      case "/codes" -> codes.answer(exchange);
      case "/mails.css" -> style(exchange);
      default -> Web.text(exchange, 404, "text/plain", "There is no such page.");
    }
  }

  private void list(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Refresh", "5");
    String rows = mail.caught().stream().map(MailPages::row).collect(Collectors.joining());
    String table =
        rows.isEmpty()
            ? "<p class=\"empty\">No mail yet. What the desk sends appears here, and so does what is written to it.</p>"
            : "<table><thead><tr><th scope=\"col\">At</th><th scope=\"col\">From</th><th scope=\"col\">To</th>"
                + "<th scope=\"col\">Subject</th></tr></thead><tbody>"
                + rows
                + "</tbody></table>";
    page(
        exchange,
        "Mails caught",
        "<h1>Mails caught</h1><p><a class=\"button\" href=\"/write\">Write to the desk</a> <a class=\"button\" href=\"/codes\">Codes for the second step</a></p>"
            + table);
  }

  private static String row(CaughtMail mail) {
    return "<tr class=\"%s\"><td>%s</td><td>%s</td><td>%s</td><td><a href=\"/mail?id=%d\">%s</a></td></tr>"
        .formatted(
            mail.to().equals(TryOutMail.DESK) ? "in" : "out",
            TIME.format(mail.at()),
            escaped(mail.from()),
            escaped(mail.to()),
            mail.id(),
            mail.subject().isBlank() ? "(no subject)" : escaped(mail.subject()));
  }

  private void one(HttpExchange exchange) throws IOException {
    Optional<CaughtMail> found = asked(Web.query(exchange));
    if (found.isEmpty()) {
      Web.text(exchange, 404, "text/plain", "This mail is no longer kept.");
      return;
    }
    CaughtMail shown = found.get();
    StringBuilder body = new StringBuilder();
    body.append("<p><a href=\"/\">All mails</a></p><h1>" + escaped(shown.subject()) + "</h1><dl>");
    body.append("<dt>From</dt><dd>" + escaped(shown.from()) + "</dd>");
    body.append("<dt>To</dt><dd>" + escaped(shown.to()) + "</dd>");
    body.append("<dt>At</dt><dd>" + TIME.format(shown.at()) + "</dd>");
    if (!shown.attachments().isEmpty()) {
      body.append(
          "<dt>Attached</dt><dd>" + escaped(String.join(", ", shown.attachments())) + "</dd>");
    }
    body.append("</dl>");
    if (!shown.to().equals(TryOutMail.DESK)) {
      body.append(
          "<p><a class=\"button\" href=\"/write?answers="
              + shown.id()
              + "\">Reply to the desk</a></p>");
    }
    if (!shown.html().isEmpty()) {
      body.append(
          "<h2>As HTML</h2><iframe sandbox=\"allow-popups allow-popups-to-escape-sandbox\" title=\"The HTML part\" src=\"/html?id="
              + shown.id()
              + "\"></iframe>");
    }
    if (!shown.text().isEmpty()) {
      body.append("<h2>As text</h2><pre>" + linked(shown.text()) + "</pre>");
    }
    page(exchange, shown.subject(), body.toString());
  }

  /** The part as it was sent, under a policy that lets it look as it likes and do nothing. */
  private void html(HttpExchange exchange) throws IOException {
    exchange
        .getResponseHeaders()
        .set(
            "Content-Security-Policy",
            "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'");
    String html = asked(Web.query(exchange)).map(CaughtMail::html).orElse("");
    Web.text(exchange, 200, "text/html", "<base target=\"_blank\">" + html);
  }

  private void write(HttpExchange exchange) throws IOException {
    if (exchange.getRequestMethod().equals("POST")) {
      send(exchange);
      return;
    }
    Optional<CaughtMail> answered = asked(rename(Web.query(exchange)));
    String chosen = answered.map(CaughtMail::to).orElse(CONTACTS.get(0));
    String options =
        CONTACTS.stream()
            .map(
                address ->
                    "<option%s>%s</option>"
                        .formatted(address.equals(chosen) ? " selected" : "", address))
            .collect(Collectors.joining());
    String subject = answered.map(m -> "Re: " + m.subject()).orElse("");
    page(
        exchange,
        "Write to the desk",
        """
        <p><a href="/">All mails</a></p><h1>Write to the desk</h1>
        <form method="post" action="/write"><input type="hidden" name="answers" value="%s">
        <label for="from">From</label><select id="from" name="from">%s</select>
        <label for="subject">Subject</label><input id="subject" name="subject" maxlength="200" required value="%s">
        <label for="text">Text</label><textarea id="text" name="text" rows="10" required></textarea>
        <p><button class="button">Send to support@desk.example</button></p></form>
        """
            .formatted(
                answered.map(m -> String.valueOf(m.id())).orElse(""), options, escaped(subject)));
  }

  private void send(HttpExchange exchange) throws IOException {
    Map<String, String> form = Web.form(exchange);
    if (!CONTACTS.contains(form.get("from"))) {
      Web.text(exchange, 422, "text/plain", "Choose one of the addresses.");
      return;
    }
    try {
      mail.writeToDesk(
          form.get("from"),
          form.getOrDefault("subject", "").replaceAll("[\\r\\n]+", " "),
          form.getOrDefault("text", ""),
          asked(rename(form)));
      Web.redirect(exchange, "/");
    } catch (MessagingException e) {
      Web.text(exchange, 502, "text/plain", "The mail was not accepted: " + e.getMessage());
    }
  }

  private static Map<String, String> rename(Map<String, String> values) {
    return Map.of("id", values.getOrDefault("answers", ""));
  }

  private Optional<CaughtMail> asked(Map<String, String> query) {
    String id = query.getOrDefault("id", "");
    return id.matches("[0-9]{1,9}") ? mail.caught(Long.parseLong(id)) : Optional.empty();
  }

  static void page(HttpExchange exchange, String title, String body) throws IOException {
    Web.text(
        exchange,
        200,
        "text/html",
        """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark"><title>%s · Sportello try-out</title>
        <link rel="stylesheet" href="/mails.css"></head><body><main>%s</main></body></html>
        """
            .formatted(escaped(title), body));
  }

  private static void style(HttpExchange exchange) throws IOException {
    try (InputStream css = MailPages.class.getResourceAsStream("mails.css")) {
      Web.bytes(exchange, 200, "text/css; charset=utf-8", css.readAllBytes());
    }
  }

  private static String linked(String text) {
    StringBuilder html = new StringBuilder();
    int end = 0;
    for (var link = LINK.matcher(text); link.find(); end = link.end()) {
      String address = escaped(link.group());
      html.append(escaped(text.substring(end, link.start())));
      html.append(
          "<a target=\"_blank\" rel=\"noreferrer\" href=\"" + address + "\">" + address + "</a>");
    }
    return html.append(escaped(text.substring(end))).toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
