package it.sportello.notifications.reading;

import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.InvalidValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.james.mime4j.dom.address.AddressList;
import org.apache.james.mime4j.dom.address.MailboxList;
import org.apache.james.mime4j.field.address.LenientAddressParser;

/** The one address a mail says it is from, or none where two readers could differ about it. */
final class Author {
  private Author() {}

  static Optional<EmailAddress> of(List<String> fields) {
    if (fields.size() != 1 || fields.get(0).length() > 2_000) {
      return Optional.empty();
    }
    String field = fields.get(0);
    List<String> bracketed = bracketed(field);
    Optional<String> parsed = parsed(field);
    if (bracketed.size() > 1 || parsed.isEmpty()) {
      return Optional.empty();
    }
    boolean agree = bracketed.isEmpty() || bracketed.get(0).strip().equalsIgnoreCase(parsed.get());
    return agree ? parsed.flatMap(Author::address) : Optional.empty();
  }

  private static Optional<String> parsed(String field) {
    AddressList list = LenientAddressParser.DEFAULT.parseAddressList(field);
    MailboxList mailboxes = list.flatten();
    return list.size() == 1 && mailboxes.size() == 1
        ? Optional.of(mailboxes.get(0).getAddress())
        : Optional.empty();
  }

  private static Optional<EmailAddress> address(String text) {
    try {
      return Optional.of(new EmailAddress(text));
    } catch (InvalidValue e) {
      return Optional.empty();
    }
  }

  /** What stands between angle brackets outside quoted strings and comments. */
  private static List<String> bracketed(String field) {
    List<String> found = new ArrayList<>();
    int comment = 0;
    boolean quoted = false;
    int open = -1;
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"' && comment == 0) {
        quoted = !quoted;
      } else if (!quoted && (c == '(' || c == ')')) {
        comment = Math.max(0, comment + (c == '(' ? 1 : -1));
      } else if (!quoted && comment == 0 && c == '<') {
        open = i;
      } else if (!quoted && comment == 0 && c == '>' && open >= 0) {
        found.add(field.substring(open + 1, i));
        open = -1;
      }
    }
    return found;
  }
}
