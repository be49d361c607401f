package it.sportello.notifications.words;

import static it.sportello.notifications.words.Variable.AGENT;
import static it.sportello.notifications.words.Variable.ANSWER_BY;
import static it.sportello.notifications.words.Variable.COUNTS;
import static it.sportello.notifications.words.Variable.DESK;
import static it.sportello.notifications.words.Variable.NUMBER;
import static it.sportello.notifications.words.Variable.PLATFORM;
import static it.sportello.notifications.words.Variable.RESOLVE_BY;
import static it.sportello.notifications.words.Variable.SUBJECT;
import static it.sportello.notifications.words.Variable.TAKE_BY;
import static it.sportello.notifications.words.Variable.WHEN;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What a mail of the desk tells, and the facts that its words may mention. */
public enum Kind {
  RECEIVED(NUMBER, TAKE_BY, ANSWER_BY, RESOLVE_BY, SUBJECT, WHEN, DESK),
  TAKEN_IN_CHARGE(NUMBER, AGENT, SUBJECT, WHEN, DESK),
  REPLY(NUMBER, AGENT, SUBJECT, WHEN, DESK),
  /** A reply that asks the customer for something. */
  ASKED(NUMBER, AGENT, SUBJECT, WHEN, DESK),
  RESOLVED(NUMBER, AGENT, SUBJECT, WHEN, DESK),
  /** A message of the customer has brought a resolved ticket back. */
  REOPENED(NUMBER, SUBJECT, WHEN, DESK),
  /** To whoever wrote from an address that nobody has registered; not a word of theirs is in it. */
  UNKNOWN_SENDER(DESK),
  SIGN_IN(DESK),
  /** To the people on duty: which promises are near or were missed. */
  DUTY(COUNTS, WHEN, DESK),
  /** To the owner of an address that a customer has put into their list. */
  CONFIRM(PLATFORM, DESK),
  /** To those who keep a platform's list of contacts: another one has changed it. */
  LIST(PLATFORM, AGENT, WHEN, DESK),
  /** To the owner of an address, at that address: what was done to their registration. */
  OWNER(PLATFORM, AGENT, WHEN, DESK),
  /** To whoever reads the address that a member of the staff wants to have. */
  MEMBER_CONFIRM(DESK),
  /** To a member of the staff at the address that was theirs: it is another one now. */
  MEMBER_MOVED(WHEN, DESK);

  private final Set<Variable> variables;

  Kind(Variable... variables) {
    EnumSet<Variable> known = EnumSet.noneOf(Variable.class);
    Collections.addAll(known, variables);
    this.variables = Collections.unmodifiableSet(known);
  }

  /** Every fact that the words of this kind may mention; no other is known to them. */
  public Set<Variable> variables() {
    return variables;
  }

  /** What the subject must not do without: people quote the number, and look for it. */
  public Set<Variable> neededInSubject() {
    return variables.contains(NUMBER) ? EnumSet.of(NUMBER) : EnumSet.noneOf(Variable.class);
  }

  /** Whether it is about a ticket and goes to its customer. */
  public boolean isAboutATicket() {
    return variables.contains(NUMBER);
  }

  /** Whether a person wrote it; everything else says of itself that it is automatic. */
  public boolean isWrittenByAPerson() {
    return this == REPLY || this == ASKED;
  }

  /** Whether a mail that came in can be what it answers. */
  public boolean mayAnswer() {
    return this == RECEIVED || this == REOPENED || this == UNKNOWN_SENDER;
  }
}
