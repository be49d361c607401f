package it.sportello.notifications;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The access tokens of this node, kept until shortly before they expire. */
@ApplicationScoped
class AccessTokens {
  private static final Duration EARLIER = Duration.ofSeconds(60);

  @Inject ServerSecrets secrets;

  private final Map<Whose, Kept> kept = new ConcurrentHashMap<>();

  private record Whose(ServerKey.Owner owner, long id) {
    static Whose of(ServerKey key) {
      return new Whose(key.owner(), key.id());
    }
  }

  /** By the process's own clock: a token's time is counted from when it was given. */
  private record Kept(int version, String token, long until) {}

  /** Asks the server of tokens only when there is none that still holds. */
  String token(ServerKey key) throws TokenRefused {
    Kept known = kept.get(Whose.of(key));
    return known != null
            && known.version() == key.version()
            && known.until() - System.nanoTime() > 0
        ? known.token()
        : another(key);
  }

  /** The one that is kept was refused. */
  String another(ServerKey key) throws TokenRefused {
    kept.remove(Whose.of(key));
    TokenEndpoint.Granted granted = TokenEndpoint.ask(key);
    granted
        .refreshToken()
        .filter(next -> key.id() != 0 && !next.equals(key.refreshToken()))
        .ifPresent(next -> secrets.refreshed(key.owner(), key.id(), next));
    if (key.version() == ServerKey.TRIED) {
      return granted.token();
    }
    long nanos = Math.max(0, granted.time().minus(EARLIER).toNanos());
    kept.put(Whose.of(key), new Kept(key.version(), granted.token(), System.nanoTime() + nanos));
    return granted.token();
  }
}
