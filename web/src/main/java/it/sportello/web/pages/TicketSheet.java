package it.sportello.web.pages;

import java.util.List;

/**
 * One ticket as its page shows it to the staff.
 *
 * @param seen how many entries the history has: the form carries it
 * @param free in nobody's charge and open
 * @param mergedInto the number of the ticket in which this one goes on; empty when it is open or
 *     resolved by itself
 * @param waits what the desk waits for, in words; empty when nothing is
 * @param screened whether an agent has set the severity
 * @param returned what came back of the desk's mails, a line each
 * @param zone the customer's, when it is not the desk's; else empty
 */
public record TicketSheet(
    long number,
    long version,
    int seen,
    String subject,
    String status,
    String statusIcon,
    String statusName,
    String priority,
    String priorityName,
    long platform,
    String platformName,
    String console,
    String zone,
    String level,
    String levelName,
    boolean free,
    boolean open,
    String mergedInto,
    String waits,
    boolean screened,
    List<Board.Option> severities,
    List<Board.Option> reasons,
    PromiseLine next,
    List<Vows.Vow> vows,
    String person,
    String answerTo,
    String trust,
    String replyLabel,
    List<Pair> facts,
    List<String> returned,
    List<Letter> messages,
    List<Letters.Entry> history) {

  /** A name and its value. */
  public record Pair(String name, String value) {}
}
