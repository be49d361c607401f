package it.sportello.web.pages;

import it.sportello.contacts.IntegrationId;
import it.sportello.contacts.InvalidValue;
import it.sportello.contacts.ProductKeys;
import it.sportello.contacts.Role;
import it.sportello.contacts.Tokens;
import it.sportello.web.security.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The tokens of programs and the signing keys of host products, for administrators. */
@Named
@RequestScoped
public class KeyRing {
  private static final int USUAL_DAYS = 365;
  private static final Duration LONGEST_OVERLAP = Duration.ofDays(90);

  @Inject Page page;
  @Inject Params params;
  @Inject CurrentCaller who;
  @Inject Tokens tokens;
  @Inject ProductKeys keys;

  private FieldFaults faults;
  private String token = "";
  private List<TokenRow> tokenRows = List.of();
  private List<KeyRow> keyRows = List.of();
  private List<Choice> products = List.of();

  /** One token, without itself. */
  public record TokenRow(
      long id,
      String name,
      String hint,
      String roles,
      String made,
      String expires,
      String used,
      String state,
      String tone,
      boolean live,
      String revoke) {}

  /** One key. */
  public record KeyRow(
      String product,
      String name,
      String kid,
      String made,
      String state,
      String tone,
      boolean live,
      String retire) {}

  /** The token is shown in the answer that made it and never again. */
  public void make() {
    faults = new FieldFaults(page.words());
    Optional<LocalDate> last = Dates.read(params.text("expires"), "expires", faults);
    if (last.isEmpty()) {
      return;
    }
    // To the end of that day.
    Instant expires = last.get().plusDays(1).atStartOfDay(When.ROME).toInstant();
    act(() -> token = tokens.make(who.scope(), params.text("name"), roles(), expires).token());
  }

  public void revoke() {
    tokens.revoke(who.scope(), new IntegrationId(params.number("id").orElse(0L)));
    Turn.done("/keys", "sg_revoked", 1);
  }

  public void add() {
    faults = new FieldFaults(page.words());
    act(
        () -> {
          SigningKey key = SigningKey.read(params.text("jwk"));
          keys.add(who.scope(), params.text("product"), key.kid(), key.json());
          Turn.done("/keys", "sg_key_added", 1);
        });
  }

  /** After as many days as are typed: none is at once. */
  public void retire() {
    Duration overlap = Duration.ofDays(params.number("days").orElse(0L));
    keys.retire(
        who.scope(),
        params.text("product"),
        params.text("kid"),
        overlap.compareTo(LONGEST_OVERLAP) > 0 ? LONGEST_OVERLAP : overlap);
    Turn.done("/keys", "sg_key_retired", 1);
  }

  private void act(Runnable act) {
    try {
      act.run();
    } catch (InvalidValue e) {
      faults.add(field(e.key()), e.key());
    }
  }

  private static String field(String key) {
    if (key.equals("key.product")) {
      return "product";
    }
    return key.startsWith("key.") ? "jwk" : key.substring("token.".length());
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

  public void load() {
    if (FacesContext.getCurrentInstance().getResponseComplete()) {
      return;
    }
    tokenRows = tokens.all(who.scope()).stream().map(this::row).toList();
    keyRows = keys.all(who.scope()).stream().map(this::row).toList();
    products =
        keys.hosts(who.scope()).stream()
            .map(h -> new Choice(h.id(), h.name(), h.id().equals(params.text("product"))))
            .toList();
  }

  private TokenRow row(Tokens.Line line) {
    boolean over = line.expires().filter(at -> !at.isAfter(page.instant())).isPresent();
    String state = line.revoked().isPresent() ? "revoked" : over ? "over" : "live";
    return new TokenRow(
        line.id().value(),
        line.name(),
        line.hint().isEmpty() ? "spt_…" : line.hint() + "…",
        names(line.roles()),
        line.made().map(page.when()::day).orElse(""),
        line.expires()
            .map(at -> page.when().day(at.minusSeconds(1)))
            .orElse(page.words().say("sg.never")),
        line.lastUsed().map(page.when()::brief).orElse(page.words().say("sg.unused")),
        page.words().say("sg.token." + state),
        state.equals("live") ? "good" : "plain",
        state.equals("live"),
        page.words().say("sg.token.revoke.label", line.name()));
  }

  private String names(Set<Role> roles) {
    return roles.isEmpty()
        ? page.words().say("sg.roles.none")
        : roles.stream()
            .map(role -> page.words().say("sg.role." + role))
            .collect(Collectors.joining(", "));
  }

  private KeyRow row(ProductKeys.Key key) {
    boolean over = key.retires().filter(at -> !at.isAfter(page.instant())).isPresent();
    String state =
        key.retires()
            .map(
                at ->
                    page.words()
                        .say(over ? "sg.key.retired" : "sg.key.retires", page.when().brief(at)))
            .orElse(page.words().say("sg.key.live"));
    return new KeyRow(
        key.product(),
        key.name(),
        key.kid(),
        page.when().day(key.made()),
        state,
        key.retires().isEmpty() ? "good" : "plain",
        !over,
        page.words().say("sg.key.retire.label", key.kid()));
  }

  /** One role to tick. */
  public List<PeopleBoard.Tick> getRoles() {
    Set<Role> ticked = token.isEmpty() ? roles() : Set.of();
    return Arrays.stream(Role.values())
        .map(
            role ->
                new PeopleBoard.Tick(
                    "role." + role, page.words().say("sg.role." + role), ticked.contains(role)))
        .toList();
  }

  public String getToken() {
    return token;
  }

  public List<TokenRow> getTokens() {
    return tokenRows;
  }

  public List<KeyRow> getKeys() {
    return keyRows;
  }

  public List<Choice> getProducts() {
    return products;
  }

  public String getName() {
    return token.isEmpty() ? params.text("name") : "";
  }

  public String getExpires() {
    String typed = params.text("expires");
    return typed.isEmpty()
        ? page.instant().atZone(When.ROME).toLocalDate().plusDays(USUAL_DAYS).toString()
        : typed;
  }

  public String getJwk() {
    return params.text("jwk");
  }

  public Map<String, String> getErrors() {
    return faults == null ? Map.of() : faults.byField();
  }

  public List<String> getTrouble() {
    return faults == null ? List.of() : faults.lines();
  }
}
