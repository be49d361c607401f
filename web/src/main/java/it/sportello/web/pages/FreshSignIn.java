package it.sportello.web.pages;

import it.sportello.contacts.Caller;
import it.sportello.contacts.Contacts;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.HeldForms;
import it.sportello.contacts.SignInLinks;
import it.sportello.notifications.SignInMails;
import it.sportello.web.security.Cookies;
import it.sportello.web.security.CurrentCaller;
import it.sportello.web.security.Visits;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;

/**
 * A customer who has to sign in once more: what they have typed is kept, and a link goes to their
 * first address.
 */
@RequestScoped
public class FreshSignIn {
  @Inject Page page;
  @Inject CurrentCaller who;
  @Inject HttpServletRequest request;
  @Inject HeldForms held;
  @Inject Contacts contacts;
  @Inject SignInLinks links;
  @Inject SignInMails mails;
  @Inject Cookies cookies;
  @Inject Visits visits;

  /** The secret of the session in which this is asked. */
  String session() {
    return cookies.read(request, Cookies.Kind.SESSION).orElse("");
  }

  /** Says what happens next. */
  String ask(HeldPerson typed) {
    Caller.Customer person = (Caller.Customer) who.caller();
    held.hold(person, typed.text());
    return contacts
        .contact(person.id())
        .flatMap(contact -> contact.addresses().stream().findFirst())
        .map(this::ask)
        .orElseGet(() -> page.words().say("fresh.nowhere"));
  }

  private String ask(EmailAddress address) {
    String browser = SignInLinks.browser(cookies.read(request, Cookies.Kind.BROWSER).orElse(""));
    Optional<Duration> wait = links.request(address, browser, visits.of(request));
    if (wait.isPresent()) {
      return Waits.say(page.words(), "sg.wait.link", wait.get());
    }
    mails.send(address, who.language());
    cookies.write(Turn.response(), Cookies.Kind.BROWSER, browser);
    return page.words().say("fresh.sent", address.value());
  }

  /** What this person had typed before they had to sign in again. */
  Optional<HeldPerson> typed() {
    return who.caller() instanceof Caller.Customer person
        ? held.of(person.id()).flatMap(HeldPerson::of)
        : Optional.empty();
  }
}
