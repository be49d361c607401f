package it.sportello.notifications;

import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.Staff;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The addresses of the desk, under whichever name it writes, and of those who work there: no
 * customer writes from one.
 */
@ApplicationScoped
class OwnAddresses {
  @Inject MailSettings settings;
  @Inject MailboxRows mailboxes;
  @Inject SenderRows senders;
  @Inject Staff staff;

  /** In the form that is compared. Some of them are the same mailbox by default. */
  Set<String> keys() {
    Set<String> keys = new HashSet<>(mailboxes.addresses());
    keys.add(settings.address().key());
    keys.add(settings.from().key());
    return keys;
  }

  /**
   * Whether it is one that people write to.
   *
   * @param to in lower case
   */
  boolean isWritten(String to) {
    return to.equalsIgnoreCase(settings.address().value()) || senders.addresses().contains(to);
  }

  boolean isColleagues(EmailAddress address) {
    return staff.onDuty().stream().anyMatch(each -> each.address().key().equals(address.key()));
  }

  /**
   * The tokens of tickets in the addresses that a mail went to.
   *
   * @param to in lower case
   */
  List<String> replyTokens(List<String> to) {
    return tokens(
        to,
        ReplyAddress::mayBe,
        Optional.of(settings.address()),
        (own, address) -> new ReplyAddress(own).tokenOf(address));
  }

  /**
   * The tokens of mails of ours in the addresses that a report went to.
   *
   * @param to in lower case
   */
  List<String> bounceTokens(List<String> to) {
    return tokens(
        to,
        BounceAddress::mayBe,
        settings.bounces(),
        (own, address) -> new BounceAddress(own).tokenOf(address));
  }

  /** The senders are asked for only where something looks like a token. */
  private List<String> tokens(
      List<String> to,
      Predicate<String> shape,
      Optional<EmailAddress> desk,
      BiFunction<EmailAddress, String, Optional<String>> token) {
    List<String> shaped = to.stream().filter(shape).toList();
    if (shaped.isEmpty()) {
      return List.of();
    }
    List<EmailAddress> own =
        Stream.concat(desk.stream(), senders.addresses().stream().map(EmailAddress::new)).toList();
    return shaped.stream()
        .flatMap(address -> own.stream().flatMap(each -> token.apply(each, address).stream()))
        .distinct()
        .toList();
  }
}
