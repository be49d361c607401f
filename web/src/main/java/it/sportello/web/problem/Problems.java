package it.sportello.web.problem;

import it.sportello.contacts.InvalidEntry;
import it.sportello.contacts.InvalidValue;
import it.sportello.contacts.LastAdministrator;
import it.sportello.contacts.NotPermitted;
import it.sportello.contacts.RegistryChanged;
import it.sportello.contacts.StaleSignIn;
import it.sportello.contacts.UnknownContact;
import it.sportello.contacts.UnknownPlatform;
import it.sportello.contacts.UnknownToken;
import it.sportello.entitlements.Admission;
import it.sportello.entitlements.ContractChanged;
import it.sportello.entitlements.InvalidTerms;
import it.sportello.entitlements.NotAdmitted;
import it.sportello.entitlements.UnknownApplication;
import it.sportello.entitlements.UnknownCalendar;
import it.sportello.entitlements.UnknownContract;
import it.sportello.entitlements.UnknownLevel;
import it.sportello.entitlements.calendar.InvalidCalendar;
import it.sportello.notifications.MailboxChanged;
import it.sportello.notifications.NoSuchSender;
import it.sportello.notifications.SenderChanged;
import it.sportello.notifications.UnknownMailbox;
import it.sportello.ticketing.AlreadyMerged;
import it.sportello.ticketing.AlreadyTaken;
import it.sportello.ticketing.AttachmentNotFound;
import it.sportello.ticketing.IllegalTransition;
import it.sportello.ticketing.NotAllowed;
import it.sportello.ticketing.NotMergeable;
import it.sportello.ticketing.OriginReused;
import it.sportello.ticketing.TicketId;
import it.sportello.ticketing.TicketNotFound;
import it.sportello.ticketing.TooLarge;
import jakarta.json.JsonException;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.ServerErrorException;
import jakarta.ws.rs.WebApplicationException;
import java.io.EOFException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The one table from exceptions to problems, for machines and for people alike.
 *
 * <p>An exception that has no row is looked for by its causes, from the outside in (containers wrap
 * what services throw); where none has a row it is a fault of ours: 500 with a new id that also
 * stands in the log, and nothing else.
 */
public final class Problems {
  private static final List<Row<?>> TABLE =
      List.of(
          row(Declined.class, Declined::problem),
          row(InvalidInput.class, InvalidInput::problem),
          row(InvalidValue.class, e -> new InvalidInput(pointer(e.key()), e.key()).problem()),
          row(ConstraintViolationException.class, e -> Problem.invalid(Violations.of(e))),
          row(Unreadable.class, e -> Problem.of(400, "unreadable")),
          row(JsonException.class, e -> Problem.of(400, "unreadable")),
          row(EOFException.class, e -> Problem.of(400, "unreadable")),
          row(TooManyRequests.class, e -> retry(429, "too-many", e.retryAfter().toSeconds())),
          row(TicketNotFound.class, e -> Problem.of(404, "ticket-not-found")),
          row(AttachmentNotFound.class, e -> Problem.of(422, "attachment-not-found")),
          row(InvalidTerms.class, e -> Problem.invalid(errors(e))),
          row(InvalidCalendar.class, e -> Problem.invalid(List.of(error(e)))),
          row(UnknownLevel.class, e -> Problem.of(404, "level-not-found")),
          row(UnknownCalendar.class, e -> Problem.of(404, "calendar-not-found")),
          row(UnknownApplication.class, e -> Problem.of(404, "application-not-found")),
          row(UnknownContract.class, e -> Problem.of(404, "contract-not-found")),
          row(ContractChanged.class, e -> Problem.of(409, "changed-meanwhile")),
          row(UnknownMailbox.class, e -> Problem.of(404, "mailbox-not-found")),
          row(MailboxChanged.class, e -> Problem.of(409, "changed-meanwhile")),
          row(NoSuchSender.class, e -> Problem.of(404, "sender-not-found")),
          row(SenderChanged.class, e -> Problem.of(409, "changed-meanwhile")),
          row(UnknownToken.class, e -> Problem.of(404, "token-not-found")),
          row(NotPermitted.class, e -> Problem.of(403, "not-allowed")),
          row(InvalidEntry.class, e -> Problem.invalid(errors(e))),
          row(UnknownPlatform.class, e -> Problem.of(404, "platform-not-found")),
          row(UnknownContact.class, e -> Problem.of(404, "contact-not-found")),
          row(StaleSignIn.class, e -> Problem.of(403, "sign-in-stale")),
          row(LastAdministrator.class, e -> Problem.of(409, "last-administrator")),
          row(RegistryChanged.class, e -> Problem.of(409, "changed-meanwhile")),
          row(NotAllowed.class, e -> Problem.of(403, "not-allowed")),
          row(NotAdmitted.class, e -> refused(e.refused())),
          row(AlreadyTaken.class, e -> Problem.of(409, "already-taken", of(e.ticket()))),
          row(
              AlreadyMerged.class,
              e -> Problem.of(409, "already-merged", merged(e.ticket(), e.into()))),
          row(
              NotMergeable.class,
              e -> Problem.of(409, "not-mergeable", merged(e.ticket(), e.into()))),
          row(IllegalTransition.class, Problems::transition),
          row(OriginReused.class, e -> Problem.of(422, "origin-reused")),
          row(TooLarge.class, e -> Problem.of(413, "too-large", Map.of("limit", e.limit()))),
          row(ServerErrorException.class, Problems::ofServer),
          row(WebApplicationException.class, e -> ofStatus(e.getResponse().getStatus())),
          row(SQLTransientException.class, e -> retry(503, "unavailable", 5)));

  private Problems() {}

  /** What {@code thrown} means to the one who asked. */
  public static Problem of(Throwable thrown) {
    var seen = thrown;
    for (int depth = 0; seen != null && depth < 20; depth++, seen = seen.getCause()) {
      var problem = known(seen);
      if (problem.isPresent()) {
        return problem.get();
      }
    }
    return broken(thrown);
  }

  /** What the server itself, or a filter, has refused, as its error dispatch tells. */
  public static Problem ofRefused(HttpServletRequest request) {
    if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable thrown) {
      return of(thrown);
    }
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    if (request.getAttribute(Problem.RETRY_AFTER) instanceof Long seconds) {
      return retry((Integer) status, "too-many", seconds);
    }
    return ofStatus(status instanceof Integer known ? known : 404);
  }

  /** The problem that a status of HTTP stands for, where nothing more is known. */
  public static Problem ofStatus(int status) {
    return switch (status) {
      case 400 -> Problem.of(400, "unreadable");
      case 401 -> Problem.of(401, "unauthenticated");
      case 403 -> Problem.of(403, "not-allowed");
      case 404 -> Problem.of(404, "not-found");
      case 405 -> Problem.of(405, "method-not-allowed");
      case 406 -> Problem.of(406, "not-acceptable");
      case 409 -> Problem.of(409, "changed-meanwhile");
      case 410 -> Problem.of(410, "gone");
      case 412 -> Problem.of(412, "changed-meanwhile");
      case 413 -> Problem.of(413, "too-large");
      case 415 -> Problem.of(415, "wrong-type");
      case 422 -> Problem.of(422, "invalid");
      case 429 -> retry(429, "too-many", 60);
      case 503 -> retry(503, "unavailable", 5);
      default -> Problem.of(status, status < 500 ? "refused" : "server-error");
    };
  }

  private static Optional<Problem> known(Throwable thrown) {
    for (var row : TABLE) {
      if (row.type.isInstance(thrown)) {
        return Optional.of(row.of(thrown));
      }
    }
    return thrown instanceof SQLException e ? ofDatabase(e) : Optional.empty();
  }

  /**
   * By SQLSTATE class (PostgreSQL, appendix A): 08 connection, 53 resources, 57P shutting down, 40
   * serialization failure or deadlock: each may go well a moment later. A pool that gets no
   * connection says so without a state.
   */
  private static Optional<Problem> ofDatabase(SQLException e) {
    var state = Optional.ofNullable(e.getSQLState()).orElse("08");
    return List.of("08", "53", "57", "40").contains(state.substring(0, Math.min(2, state.length())))
        ? Optional.of(retry(503, "unavailable", 5))
        : Optional.empty();
  }

  private static Problem refused(Admission.Refused refused) {
    var facts = new HashMap<String, Object>(Map.of("zone", refused.zone()));
    refused.opens().ifPresent(opens -> facts.put("opens", opens));
    refused.lapsed().ifPresent(since -> facts.put("lapsed", since));
    return switch (refused.reason()) {
      case UNKNOWN_PLATFORM -> new InvalidInput("/platform", "value.unknown").problem();
      case NOT_INCLUDED -> Problem.of(403, "channel-not-included", facts);
      case CLOSED -> Problem.of(403, "channel-closed", facts);
      case LAPSED -> Problem.of(403, "channel-lapsed", facts);
    };
  }

  private static List<FieldError> errors(InvalidTerms e) {
    return e.faults().stream()
        .map(fault -> new FieldError(fault.pointer(), fault.key(), fault.facts()))
        .toList();
  }

  private static List<FieldError> errors(InvalidEntry e) {
    return e.faults().stream()
        .map(fault -> new FieldError(fault.pointer(), fault.key(), fault.facts()))
        .toList();
  }

  /** A day of the week is said by its name in the reader's language. */
  private static FieldError error(InvalidCalendar e) {
    Object where =
        Arrays.stream(DayOfWeek.values())
            .filter(day -> day.name().equals(e.where()))
            .map(Object.class::cast)
            .findFirst()
            .orElse(e.where());
    var pointer =
        switch (e.key()) {
          case "calendar.zone" -> "/zone";
          case "calendar.country" -> "/country";
          default ->
              e.key().startsWith("calendar.closing")
                  ? e.where().matches("[0-9]{2}-[0-9]{2}") ? "/yearly" : "/single"
                  : "/openings";
        };
    return new FieldError(pointer, e.key(), Map.of("where", where));
  }

  private static Problem transition(IllegalTransition e) {
    var facts = Map.<String, Object>of("ticket", e.ticket(), "from", e.from(), "to", e.to());
    return Problem.of(409, "illegal-transition", facts);
  }

  private static Map<String, Object> merged(TicketId ticket, TicketId into) {
    return Map.of("ticket", ticket, "into", into);
  }

  private static Map<String, Object> of(TicketId ticket) {
    return Map.of("ticket", ticket);
  }

  /** Where the value that a key of the modules speaks of stands in our commands. */
  private static String pointer(String key) {
    var about = key.substring(0, Math.max(0, key.lastIndexOf('.')));
    return switch (about) {
      case "ticket.subject" -> "/subject";
      case "ticket.text", "message.text" -> "/text";
      case "reference" -> "/reference";
      case "token" -> "/" + key.substring("token.".length());
      default -> key.equals("cursor") ? "/after" : "";
    };
  }

  private static Problem ofServer(ServerErrorException e) {
    return e.getResponse().getStatus() == 503 ? ofStatus(503) : broken(e);
  }

  private static Problem broken(Throwable thrown) {
    return Problem.of(500, "broken", Map.of("id", Breakdown.record(thrown)));
  }

  private static Problem retry(int status, String type, long seconds) {
    return Problem.of(status, type, Map.of(Problem.RETRY_AFTER, Math.max(1, seconds)));
  }

  private static <E extends Throwable> Row<E> row(Class<E> type, Function<E, Problem> problem) {
    return new Row<>(type, problem);
  }

  private record Row<E extends Throwable>(Class<E> type, Function<E, Problem> problem) {
    Problem of(Throwable thrown) {
      return problem.apply(type.cast(thrown));
    }
  }
}
