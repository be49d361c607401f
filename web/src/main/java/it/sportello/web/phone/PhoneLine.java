package it.sportello.web.phone;

import it.sportello.contacts.Contact;
import it.sportello.contacts.Contacts;
import it.sportello.contacts.DeskClock;
import it.sportello.contacts.Language;
import it.sportello.contacts.Platform;
import it.sportello.contacts.PlatformCode;
import it.sportello.entitlements.Counter;
import it.sportello.entitlements.Levels;
import it.sportello.entitlements.NotAdmitted;
import it.sportello.entitlements.Receipt;
import it.sportello.ticketing.Channel;
import it.sportello.ticketing.Impact;
import it.sportello.ticketing.NewTicket;
import it.sportello.ticketing.Reference;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The conversation of the phone line, step by step, for the switchboard and for the page that tries
 * it. A step that comes again is answered alike and opens nothing again.
 */
@ApplicationScoped
public class PhoneLine {
  @Inject Contacts contacts;
  @Inject Counter counter;
  @Inject Levels levels;
  @Inject DeskClock clock;

  @Inject
  @ConfigProperty(name = "sportello.mail.address", defaultValue = "support@desk.example")
  String deskAddress;

  @Inject
  @ConfigProperty(name = "sportello.phone.agents")
  Optional<String> agents;

  public PhoneStep start() {
    return dialogue().greeting();
  }

  /** A code was keyed in and closed with {@code #}, or the wait for it was over. */
  public PhoneStep code(PhoneCall call) {
    if (call.digits().isEmpty()) {
      return dialogue().noCode(call.attempt());
    }
    return platform(call)
        .map(platform -> answer(call, platform))
        .orElseGet(() -> dialogue().wrongCode(call.attempt()));
  }

  /** What is said when a step cannot be answered at all. */
  PhoneStep trouble() {
    return dialogue().trouble();
  }

  private Optional<Platform> platform(PhoneCall call) {
    return Optional.of(call.digits())
        .filter(digits -> digits.matches("[0-9]{3,10}"))
        .flatMap(digits -> contacts.platformByCode(new PlatformCode(digits)));
  }

  private PhoneStep answer(PhoneCall call, Platform platform) {
    var requester = requester(call, platform);
    if (requester.isEmpty()) {
      return dialogue().nobodyRegistered(platform);
    }
    try {
      return opened(platform, counter.open(newTicket(call, platform, requester.get())));
    } catch (NotAdmitted e) {
      return dialogue().refused(platform, e.refused());
    }
  }

  private PhoneStep opened(Platform platform, Receipt receipt) {
    var level = levels.level(receipt.granted().levelVersion());
    var name = platform.language() == Language.IT ? level.nameIt() : level.nameEn();
    return agents.isPresent()
        ? dialogue().connect(platform, name, receipt)
        : dialogue().answerInWriting(platform, name, receipt);
  }

  /** The contact whose number calls, else the platform's first administrative contact. */
  private Optional<Contact> requester(PhoneCall call, Platform platform) {
    return CallerNumber.of(call.from())
        .flatMap(number -> contacts.caller(platform.id(), number))
        .or(() -> contacts.contactsOf(platform.id()).stream().findFirst());
  }

  private NewTicket newTicket(PhoneCall call, Platform platform, Contact requester) {
    var ticket = new CallTicket(call, platform);
    var now = clock.now();
    return new NewTicket(
        ticket.origin(),
        Channel.PHONE,
        platform.id(),
        Optional.of(requester.id()),
        requester.addresses().get(0),
        requester.language(),
        ticket.subject(),
        ticket.text(),
        "",
        Impact.UNSTATED,
        Reference.NONE,
        now,
        now,
        List.of());
  }

  private PhoneDialogue dialogue() {
    return new PhoneDialogue(deskAddress);
  }
}
