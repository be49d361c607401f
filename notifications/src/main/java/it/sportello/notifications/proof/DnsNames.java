package it.sportello.notifications.proof;

import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.xbill.DNS.Cache;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Lookup;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * The name servers of this machine, or a given one. Answers are kept as long as they say, also
 * those that there is nothing.
 */
public final class DnsNames implements NameServer {
  private static final Duration LONGEST = Duration.ofSeconds(3);
  private static final long QUIET_NANOS = Duration.ofSeconds(20).toNanos();
  private static final int KEPT = 10_000;

  /** Never delegated (RFC 6761, RFC 7686): nobody is asked about them. */
  private static final Set<String> NOWHERE =
      Set.of("example", "test", "invalid", "localhost", "local", "onion");

  private final Optional<InetSocketAddress> server;
  private final Cache cache = new Cache(DClass.IN);
  private Resolver resolver;

  /** Who did not answer is not asked again at once: a hundred mails would each wait their time. */
  private volatile long quietUntil = System.nanoTime();

  /**
   * @param server empty for those of this machine
   */
  public DnsNames(Optional<InetSocketAddress> server) {
    this.server = server;
    cache.setMaxEntries(KEPT);
  }

  @Override
  public List<String> texts(String name) throws Away {
    if (NOWHERE.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT))) {
      return List.of();
    }
    Lookup lookup;
    try {
      lookup = new Lookup(Name.fromString(name + "."), Type.TXT);
      lookup.setResolver(resolver());
    } catch (TextParseException e) {
      return List.of();
    } catch (UnknownHostException e) {
      throw new Away(name);
    }
    if (quietUntil - System.nanoTime() > 0) {
      throw new Away(name);
    }
    lookup.setCache(cache);
    lookup.setSearchPath(List.of());
    Record[] found = lookup.run();
    return switch (lookup.getResult()) {
      case Lookup.SUCCESSFUL -> texts(found);
      case Lookup.HOST_NOT_FOUND, Lookup.TYPE_NOT_FOUND -> List.of();
      default -> {
        quietUntil = System.nanoTime() + QUIET_NANOS;
        throw new Away(name);
      }
    };
  }

  private static List<String> texts(Record[] found) {
    List<String> texts = new ArrayList<>();
    for (Record record : found) {
      if (record instanceof TXTRecord text) {
        texts.add(String.join("", text.getStrings()));
      }
    }
    return texts;
  }

  private synchronized Resolver resolver() throws UnknownHostException {
    if (resolver == null) {
      resolver = server.isPresent() ? one(server.get()) : new ExtendedResolver();
      resolver.setTimeout(LONGEST);
    }
    return resolver;
  }

  private static Resolver one(InetSocketAddress server) {
    return new SimpleResolver(server);
  }
}
