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

  @Inject MailboxSecrets secrets;

  private final Map<Long, Kept> kept = new ConcurrentHashMap<>();

  /** By the process's own clock: a token's time is counted from when it was given. */
  private record Kept(int version, String token, long until) {}

  /** Asks the server of tokens only when there is none that still holds. */
  String token(MailboxKey key) throws TokenRefused {
    Kept known = kept.get(key.id());
    return known != null
            && known.version() == key.version()
            && known.until() - System.nanoTime() > 0
        ? known.token()
        : another(key);
  }

  /** The one that is kept was refused. */
  String another(MailboxKey key) throws TokenRefused {
    kept.remove(key.id());
    TokenEndpoint.Granted granted = TokenEndpoint.ask(key);
    granted
        .refreshToken()
        .filter(next -> key.id() != 0 && !next.equals(key.refreshToken()))
        .ifPresent(next -> secrets.refreshed(key.id(), next));
    if (key.version() == MailboxKey.TRIED) {
      return granted.token();
    }
    long nanos = Math.max(0, granted.time().minus(EARLIER).toNanos());
    kept.put(key.id(), new Kept(key.version(), granted.token(), System.nanoTime() + nanos));
    return granted.token();
  }
}
