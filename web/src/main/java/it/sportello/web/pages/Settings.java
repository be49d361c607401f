package it.sportello.web.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** The administrators' places, in groups: what the top bar has no room for. */
@Named
@RequestScoped
public class Settings {
  static final String HERE = "/settings";

  private static final List<Shelf> SHELVES =
      List.of(
          new Shelf(
              "settings.promises", List.of("/contracts", "/levels", "/calendars", "/promises")),
          new Shelf(
              "settings.ways",
              List.of("/mailboxes", "/senders", "/outgoing", "/templates", "/phone-line")),
          new Shelf("settings.access", List.of("/people", "/keys", "/audit")));

  @Inject Page page;

  private record Shelf(String key, List<String> paths) {}

  /** Places that belong together. */
  public record Group(String title, List<Place> places) {}

  /** A page and what it is for. */
  public record Place(String href, String name, String about) {}

  static boolean holds(String path) {
    return path.equals(HERE)
        || path.equals("/apply")
        || SHELVES.stream().anyMatch(shelf -> shelf.paths().contains(path));
  }

  public List<Group> getGroups() {
    return SHELVES.stream()
        .map(
            shelf ->
                new Group(
                    page.words().say(shelf.key()),
                    shelf.paths().stream().map(this::place).toList()))
        .toList();
  }

  private Place place(String path) {
    String key = path.substring(1).replace('-', '_');
    return new Place(path, page.words().say("nav." + key), page.words().say("settings.of." + key));
  }
}
