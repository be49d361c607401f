package it.sportello.web.pages;

import it.sportello.ticketing.Channel;
import it.sportello.ticketing.Status;

/** Which symbol stands beside which word. */
final class Icons {
  private Icons() {}

  static String of(Channel channel) {
    return switch (channel) {
      case FORM -> "form";
      case EMAIL -> "email";
      case PHONE -> "phone";
    };
  }

  static String of(Status status) {
    return switch (status) {
      case NEW -> "inbox";
      case IN_CHARGE -> "taken";
      case RESOLVED -> "kept";
    };
  }
}
