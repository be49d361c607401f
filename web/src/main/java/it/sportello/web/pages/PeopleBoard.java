package it.sportello.web.pages;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.InvalidValue;
import it.sportello.contacts.NewMember;
import it.sportello.contacts.People;
import it.sportello.contacts.Role;
import it.sportello.contacts.Ways;
import it.sportello.web.security.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The staff, for administrators: invite, change roles, switch off, reset what was lost. */
@Named
@RequestScoped
public class PeopleBoard {
  @Inject Page page;
  @Inject Params params;
  @Inject CurrentCaller who;
  @Inject People people;
  @Inject Ways ways;

  @Inject
  @ConfigProperty(name = "sportello.url", defaultValue = "http://localhost:8080")
  String url;

  private FieldFaults faults;
  private List<Row> rows = List.of();
  private String link = "";
  private String invited = "";

  /** One role to tick. */
  public record Tick(String field, String name, boolean chosen) {}

  /** One person. */
  public record Row(
      long id,
      String name,
      String login,
      String email,
      String state,
      String tone,
      String seen,
      boolean disabled,
      boolean byProvider,
      boolean factor,
      boolean self,
      List<Tick> roles) {}

  /**
   * The link is shown in the answer that made it and never again; who comes in by the identity
   * provider needs none.
   */
  public void invite() {
    act(
        () -> {
          NewMember member =
              new NewMember(
                  params.text("login"), params.text("name"), params.text("email"), roles());
          people
              .invite(who.scope(), member, page.words().language())
              .ifPresentOrElse(secret -> link = link(secret), () -> invited = member.name());
        });
  }

  public void again() {
    act(() -> people.linkAgain(who.scope(), person()).ifPresent(secret -> link = link(secret)));
  }

  public void roleChange() {
    done("sg_roles", () -> people.setRoles(who.scope(), person(), roles()));
  }

  public void disable() {
    done("sg_disabled", () -> people.disable(who.scope(), person()));
  }

  public void enable() {
    done("sg_enabled", () -> people.enable(who.scope(), person()));
  }

  public void reset() {
    done("sg_reset", () -> people.resetFactor(who.scope(), person()));
  }

  private void done(String notice, Runnable act) {
    act(act);
    if (faults.none()) {
      Turn.done("/people", notice, person().value());
    }
  }

  private void act(Runnable act) {
    faults = new FieldFaults(page.words());
    try {
      act.run();
    } catch (InvalidValue e) {
      faults.add(
          e.key().replaceFirst("^staff\\.(\\w+).*", "$1").replace("email.shape", "email"), e.key());
    }
  }

  private AgentId person() {
    return new AgentId(params.number("id").orElse(0L));
  }

  private Set<Role> roles() {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (Role role : Role.values()) {
      if (!params.text("role." + role).isEmpty()) {
        roles.add(role);
      }
    }
    return roles;
  }

  private String link(String secret) {
    return url + "/invited?t=" + secret;
  }

  public void load() {
    if (!FacesContext.getCurrentInstance().getResponseComplete()) {
      rows = people.all(who.scope()).stream().map(this::row).toList();
    }
  }

  private Row row(People.Person person) {
    String state = state(person);
    return new Row(
        person.id().value(),
        person.name(),
        person.login(),
        person.email(),
        page.words().say("sg.state." + state),
        state.equals("active") ? "good" : "plain",
        person.seen().map(page.when()::brief).orElse(""),
        person.disabled(),
        person.byProvider(),
        person.factor(),
        page.isMe(person.id()),
        ticks(person.roles()));
  }

  private static String state(People.Person person) {
    if (person.disabled()) {
      return "disabled";
    }
    if (person.byProvider() && !person.arrived()) {
      return "awaited";
    }
    if (!person.arrived()) {
      return person.invited() ? "invited" : "lapsed";
    }
    return person.factor() ? "active" : "no_factor";
  }

  private List<Tick> ticks(Set<Role> chosen) {
    return Arrays.stream(Role.values())
        .map(
            role ->
                new Tick(
                    "role." + role, page.words().say("sg.role." + role), chosen.contains(role)))
        .toList();
  }

  public List<Row> getRows() {
    return rows;
  }

  /** Of the form to invite somebody: as ticked, at first an agent. */
  public List<Tick> getRoles() {
    return ticks(page.posted("invite") ? roles() : Set.of(Role.AGENT));
  }

  public String getLink() {
    return link;
  }

  /** Who was taken on and comes in by the identity provider; else empty. */
  public String getInvited() {
    return invited.isEmpty() ? "" : page.words().say("exit.invited", invited, url + "/sign-in");
  }

  public boolean isByProvider() {
    return ways.isStaffByProvider();
  }

  public Map<String, String> getErrors() {
    return faults == null || !page.posted("invite") ? Map.of() : faults.byField();
  }

  public List<String> getTrouble() {
    return faults == null ? List.of() : faults.lines();
  }

  /** What was typed into the form, when it has to be corrected. */
  public Map<String, String> getTyped() {
    if (!page.posted("invite") || !link.isEmpty() || !invited.isEmpty()) {
      return Map.of();
    }
    return Map.of(
        "login", params.text("login"), "name", params.text("name"), "email", params.text("email"));
  }
}
