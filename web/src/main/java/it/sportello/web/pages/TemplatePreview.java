package it.sportello.web.pages;

import it.sportello.contacts.InvalidEntry;
import it.sportello.contacts.Language;
import it.sportello.notifications.Templates;
import it.sportello.notifications.Templates.Subject;
import it.sportello.notifications.Templates.Version;
import it.sportello.notifications.words.Letter;
import it.sportello.notifications.words.Shipped;
import it.sportello.notifications.words.Wording;
import it.sportello.ticketing.NotAllowed;
import it.sportello.web.problem.FieldError;
import it.sportello.web.problem.Problems;
import it.sportello.web.security.CurrentCaller;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What words become, as a document for the frame beside their form: the subject, the mail as
 * programs show it, and its plain part. Nothing runs in it and nothing is loaded by it.
 */
@WebServlet(name = "template-preview", urlPatterns = "/template-preview")
public class TemplatePreview extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private static final String STRIP =
      "margin:0;padding:12px 16px;font:600 15px/22px system-ui,sans-serif;color:CanvasText;"
          + "background:Canvas;border-bottom:1px solid GrayText";
  private static final String PLAIN =
      "margin:0;padding:16px;font:13px/20px ui-monospace,monospace;white-space:pre-wrap;"
          + "overflow-wrap:anywhere;color:CanvasText;background:Canvas;border-top:1px solid GrayText";

  @Inject transient CurrentCaller who;
  @Inject transient Params params;
  @Inject transient Templates templates;

  /** Of the words in force, or of an older version. */
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    answer(response, this::kept);
  }

  /** Of what is being typed. */
  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    answer(response, subject -> TemplateBoard.typed(params));
  }

  private void answer(HttpServletResponse response, Function<Subject, Wording> words)
      throws IOException {
    Optional<Subject> subject = TemplateBoard.subject(params);
    if (subject.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    try {
      write(response, shown(subject.get(), words.apply(subject.get())));
    } catch (NotAllowed e) {
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
    }
  }

  private Wording kept(Subject subject) {
    List<Version> history = templates.history(who.scope(), subject);
    return params
        .number("version")
        .flatMap(id -> history.stream().filter(v -> v.id() == id).findFirst())
        .or(() -> history.stream().findFirst())
        .flatMap(Version::wording)
        .orElseGet(() -> Shipped.of(subject.kind(), subject.language()));
  }

  private String shown(Subject subject, Wording wording) {
    try {
      return document(templates.preview(who.scope(), subject, wording));
    } catch (InvalidEntry e) {
      return faults(Problems.of(e).errors(), who.language());
    }
  }

  private static String document(Letter letter) {
    int begin = letter.html().indexOf('>', letter.html().indexOf("<body")) + 1;
    int end = letter.html().lastIndexOf("</body>");
    return letter.html().substring(0, begin)
        + "<p style=\""
        + STRIP
        + "\">"
        + escaped(letter.subject())
        + "</p>"
        + letter.html().substring(begin, end)
        + "<pre style=\""
        + PLAIN
        + "\">"
        + escaped(letter.text())
        + "</pre>"
        + letter.html().substring(end);
  }

  private static String faults(List<FieldError> errors, Language language) {
    return errors.stream()
        .map(error -> "<li>" + escaped(error.detail(language)) + "</li>")
        .collect(
            Collectors.joining(
                "",
                "<!DOCTYPE html><html lang=\""
                    + language.locale().getLanguage()
                    + "\"><head><meta charset=\"utf-8\"><meta name=\"color-scheme\""
                    + " content=\"light dark\"><title>–</title></head>"
                    + "<body style=\"font:15px/22px system-ui,sans-serif\"><ul>",
                "</ul></body></html>"));
  }

  private static void write(HttpServletResponse response, String document) throws IOException {
    response.setContentType("text/html;charset=UTF-8");
    response.setHeader(
        "Content-Security-Policy",
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none';"
            + " frame-ancestors 'self'; sandbox");
    // A sandboxed document may not ask for a window of its own.
    response.setHeader("Cross-Origin-Opener-Policy", "unsafe-none");
    response.getWriter().write(document);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
