package it.sportello.web.pages;

import it.sportello.contacts.Audit;
import it.sportello.contacts.InvalidValue;
import it.sportello.entitlements.AttainmentRow.Tally;
import it.sportello.entitlements.Levels;
import it.sportello.web.api.AttainmentRequest;
import it.sportello.web.api.AttainmentTable;
import it.sportello.web.api.Csv;
import it.sportello.web.problem.InvalidInput;
import it.sportello.web.security.CurrentCaller;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** What the attainment page shows, as a file for a spreadsheet, in the reader's language. */
@WebServlet(name = "attainment-sheet", urlPatterns = "/attainment.csv")
public class AttainmentSheet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject transient CurrentCaller who;
  @Inject transient Params params;
  @Inject transient AttainmentTable table;
  @Inject transient Levels levels;
  @Inject transient Audit audit;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      AttainmentRequest asked =
          AttainmentRequest.of(
              params.text("from"),
              params.text("to"),
              params.text("level"),
              params.text("platform"),
              table.now());
      String text = text(asked);
      audit.record(who.scope(), "attainment.export", "attainment");
      response.setContentType("text/csv");
      response.setCharacterEncoding("UTF-8");
      response.setHeader("Cache-Control", "no-store");
      response.setHeader(
          "Content-Disposition",
          "attachment; filename=\"attainment-%s-%s.csv\"".formatted(asked.from(), asked.to()));
      response.getWriter().write(text);
    } catch (InvalidInput | InvalidValue e) {
      response.sendError(HttpServletResponse.SC_BAD_REQUEST);
    }
  }

  private String text(AttainmentRequest asked) {
    Words words = Words.in(who.language());
    Map<String, String> names = new HashMap<>();
    levels
        .all()
        .forEach(
            l ->
                names.put(
                    l.code(),
                    who.language().locale().getLanguage().equals("it") ? l.nameIt() : l.nameEn()));
    Csv csv = Csv.forSpreadsheets();
    csv.line(
        words.say("attainment.month"),
        words.say("attainment.level"),
        words.say("attainment.code"),
        words.say("attainment.customer"),
        words.say("attainment.kind"),
        words.say("attainment.kept"),
        words.say("attainment.late"),
        words.say("attainment.missed"),
        words.say("attainment.running"),
        words.say("attainment.stopped"));
    for (AttainmentTable.Line line : table.lines(who.scope(), asked)) {
      Tally tally = line.row().tally();
      csv.line(
          line.row().month(),
          names.getOrDefault(line.row().level(), line.row().level()),
          line.code(),
          line.name(),
          words.say("promise." + line.row().kind()),
          tally.kept(),
          tally.keptLate(),
          tally.missed(),
          tally.running(),
          tally.stopped());
    }
    return csv.toString();
  }
}
