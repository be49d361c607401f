package it.sportello.web.pages;

import it.sportello.contacts.Caller;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.InvalidValue;
import it.sportello.contacts.OwnAddress;
import it.sportello.contacts.Staff;
import it.sportello.contacts.StaleSignIn;
import it.sportello.web.security.Cookies;
import it.sportello.web.security.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The mail address of a member of the staff, on their own page. */
@Named
@RequestScoped
public class OwnAddressForm {
  @Inject Page page;
  @Inject Params params;
  @Inject CurrentCaller who;
  @Inject HttpServletRequest request;
  @Inject Cookies cookies;
  @Inject Staff staff;
  @Inject OwnAddress addresses;

  private FieldFaults faults;
  private boolean stale;

  public void ask() {
    act(
        me -> {
          addresses.ask(
              me,
              cookies.read(request, Cookies.Kind.SESSION).orElse(""),
              new EmailAddress(params.text("address")));
          Turn.done("/account", "own_address_asked", 1);
        });
  }

  public void withdraw() {
    act(
        me -> {
          addresses.withdraw(me);
          Turn.done("/account", "own_address_withdrawn", 1);
        });
  }

  private void act(Consumer<Caller.Staff> act) {
    if (!(who.caller() instanceof Caller.Staff me)) {
      Turn.refuse(403);
      return;
    }
    faults = new FieldFaults(page.words());
    try {
      act.accept(me);
    } catch (StaleSignIn e) {
      stale = true;
      Turn.status(403);
    } catch (InvalidValue e) {
      faults.add("address", e.key());
    }
  }

  /** Where mail goes now; empty for nowhere. */
  public String getCurrent() {
    return who.caller() instanceof Caller.Staff me
        ? staff.address(me.id()).map(EmailAddress::value).orElse("")
        : "";
  }

  /** What waits for its owner's word. */
  public String getWaiting() {
    return who.caller() instanceof Caller.Staff me
        ? addresses.waiting(me).map(EmailAddress::value).orElse("")
        : "";
  }

  /** As typed, also before another sign-in. */
  public String getAddress() {
    return params.text("address");
  }

  public boolean isStale() {
    return stale;
  }

  /** By another sign-in back to what was typed. */
  public String getAgain() {
    return "/sign-in?next="
        + Turn.encode("/account?address=" + Turn.encode(getAddress()) + "#own-address");
  }

  public Map<String, String> getErrors() {
    return faults == null ? Map.of() : faults.byField();
  }

  public List<String> getTrouble() {
    return faults == null ? List.of() : faults.lines();
  }
}
