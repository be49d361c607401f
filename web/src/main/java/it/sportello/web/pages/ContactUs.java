package it.sportello.web.pages;

import it.sportello.contacts.Contact;
import it.sportello.contacts.Contacts;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.Platform;
import it.sportello.contacts.Scope;
import it.sportello.entitlements.Admission;
import it.sportello.entitlements.Counter;
import it.sportello.entitlements.Hours;
import it.sportello.entitlements.LevelView;
import it.sportello.entitlements.Levels;
import it.sportello.entitlements.Promise;
import it.sportello.ticketing.Channel;
import it.sportello.ticketing.Deadline;
import it.sportello.web.security.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How to contact the desk: for each customer their own ways, hours, code, addresses and promise.
 */
@Named
@RequestScoped
public class ContactUs {
  @Inject Page page;
  @Inject CurrentCaller who;
  @Inject Contacts contacts;
  @Inject Levels levels;
  @Inject Counter counter;
  @Inject Vows vows;

  @Inject
  @ConfigProperty(name = "sportello.mail.address", defaultValue = "support@desk.example")
  String mail;

  @Inject
  @ConfigProperty(name = "sportello.phone.number", defaultValue = "-")
  String phone;

  private List<Customer> customers = List.of();

  /** One platform of the reader's. */
  public record Customer(
      String name,
      String code,
      String level,
      String levelName,
      String lapsed,
      List<TicketSheet.Pair> vows,
      List<Way> ways,
      List<String> addresses) {}

  /** A way in, included or not, and what there is to know about it. */
  public record Way(String icon, String name, boolean included, List<String> lines) {}

  public void load() {
    if (who.scope() instanceof Scope.Customer customer) {
      customers =
          contacts
              .platformsByIds(
                  Stream.concat(customer.whole().stream(), customer.own().stream()).toList())
              .values()
              .stream()
              .sorted((a, b) -> a.code().value().compareTo(b.code().value()))
              .map(this::customer)
              .toList();
    }
  }

  private Customer customer(Platform platform) {
    LevelView level = levels.of(platform.id(), page.instant());
    When when = page.whenIn(platform.zone());
    return new Customer(
        platform.name(),
        platform.code().value(),
        level.code(),
        vows.name(level),
        level.lapsed() ? page.words().say("contact.lapsed", vows.name(level)) : "",
        promised(platform, when),
        List.of(form(), email(), phone(platform, level, when)),
        addresses(platform));
  }

  private List<TicketSheet.Pair> promised(Platform platform, When when) {
    List<TicketSheet.Pair> promised = new ArrayList<>();
    if (counter.preview(platform.id(), Channel.FORM) instanceof Admission.Admitted admitted) {
      Promise promise = admitted.promise();
      add(promised, "contact.now.take", promise.takeInChargeBy(), when);
      add(promised, "contact.now.answer", promise.answerBy(), when);
      add(promised, "contact.now.resolve", promise.resolveBy(), when);
    }
    return promised;
  }

  private void add(List<TicketSheet.Pair> list, String key, Deadline due, When when) {
    if (!due.isNever()) {
      list.add(new TicketSheet.Pair(page.words().say(key), when.brief(due.at())));
    }
  }

  private Way form() {
    return way(Channel.FORM, true, List.of(page.words().say("way.FORM.how")));
  }

  private Way email() {
    return way(Channel.EMAIL, true, List.of(page.words().say("way.EMAIL.how", mail)));
  }

  private Way phone(Platform platform, LevelView level, When when) {
    Words words = page.words();
    List<String> lines = new ArrayList<>();
    Admission admission = counter.preview(platform.id(), Channel.PHONE);
    boolean included = level.channels().contains(Channel.PHONE);
    if (included) {
      lines.add(
          phone.equals("-")
              ? words.say("way.PHONE.contract")
              : words.say("way.PHONE.number", phone));
      level.phoneHours().ifPresent(hours -> lines.add(hours(hours)));
    }
    if (admission instanceof Admission.Admitted) {
      lines.add(words.say("way.PHONE.open"));
    } else if (admission instanceof Admission.Refused refused) {
      lines.add(refusal(refused, when));
    }
    return way(Channel.PHONE, included, lines);
  }

  private String refusal(Admission.Refused refused, When when) {
    return switch (refused.reason()) {
      case CLOSED ->
          page.words().say("way.PHONE.closed", refused.opens().map(when::brief).orElse(""));
      case LAPSED ->
          page.words().say("way.PHONE.lapsed", refused.lapsed().map(when::day).orElse(""));
      case NOT_INCLUDED, UNKNOWN_PLATFORM -> page.words().say("way.PHONE.not_included");
    };
  }

  private Way way(Channel channel, boolean included, List<String> lines) {
    return new Way(
        Icons.of(channel), page.words().say("way." + channel), included, List.copyOf(lines));
  }

  /** "lun–ven 9:00–13:00, 14:00–18:00", and whose time that is. */
  private String hours(Hours hours) {
    return page.words().say("way.PHONE.hours", OpeningWords.of(hours, page.words()));
  }

  private List<String> addresses(Platform platform) {
    List<String> domains =
        contacts.domainsOf(platform.id()).stream()
            .map(domain -> page.words().say("contact.domain", domain))
            .toList();
    List<String> people =
        contacts.contactsOf(platform.id()).stream()
            .map(Contact::addresses)
            .flatMap(List::stream)
            .map(EmailAddress::value)
            .toList();
    return Stream.concat(people.stream(), domains.stream()).toList();
  }

  public List<Customer> getCustomers() {
    return customers;
  }

  public String getMailGeneral() {
    return page.words().say("way.EMAIL.how", mail);
  }
}
