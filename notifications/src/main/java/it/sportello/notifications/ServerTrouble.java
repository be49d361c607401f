package it.sportello.notifications;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.FolderClosedException;
import jakarta.mail.FolderNotFoundException;
import jakarta.mail.MessagingException;
import jakarta.mail.StoreClosedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.eclipse.angus.mail.iap.ConnectionException;

/**
 * Why a mail server cannot be used: a word of ours, so that nobody shows what a server has said.
 */
public enum ServerTrouble {
  UNKNOWN_HOST,
  /** An address that no mail server has: link-local, multicast, none at all. */
  FORBIDDEN_ADDRESS,
  /** Nobody listens there, or no way leads there. */
  REFUSED,
  TIMEOUT,
  /** Expired, another name's, or signed by nobody who is trusted here. */
  CERTIFICATE,
  NO_STARTTLS,
  TLS,
  /** No access token could be had. */
  TOKEN,
  PASSWORD,
  FOLDER,
  /** It answers, but not as an IMAP server does. */
  NOT_IMAP,
  /** It answers, but not as a server that takes mail does. */
  NOT_SMTP,
  /** It takes no user and no password, though there are some. */
  NO_SIGN_IN,
  /** The line broke. */
  CUT,
  OTHER;

  private static final int DEEPEST = 20;

  static ServerTrouble of(Throwable thrown) {
    List<Throwable> chain = new ArrayList<>();
    collect(thrown, chain);
    for (ServerTrouble trouble : values()) {
      if (chain.stream().anyMatch(trouble.sign())) {
        return trouble;
      }
    }
    return OTHER;
  }

  private static void collect(Throwable thrown, List<Throwable> chain) {
    if (thrown == null || chain.size() >= DEEPEST || chain.contains(thrown)) {
      return;
    }
    chain.add(thrown);
    collect(thrown.getCause(), chain);
    if (thrown instanceof MessagingException e) {
      collect(e.getNextException(), chain);
    }
  }

  /** In the order of the constants: the first that fits says most. */
  private Predicate<Throwable> sign() {
    return switch (this) {
      case UNKNOWN_HOST -> UnknownHostException.class::isInstance;
      case FORBIDDEN_ADDRESS -> GuardedSockets.Forbidden.class::isInstance;
      case REFUSED -> e -> e instanceof ConnectException || e instanceof NoRouteToHostException;
      case TIMEOUT -> SocketTimeoutException.class::isInstance;
      case CERTIFICATE ->
          e ->
              e instanceof CertificateException
                  || e instanceof CertPathValidatorException
                  || e instanceof SSLPeerUnverifiedException
                  || says(e, "server identity");
      case NO_STARTTLS ->
          e ->
              says(e, "STARTTLS required but not supported")
                  || says(e, "STARTTLS is required but host does not support");
      case TLS -> SSLException.class::isInstance;
      case TOKEN -> TokenRefused.class::isInstance;
      case PASSWORD -> AuthenticationFailedException.class::isInstance;
      case FOLDER -> FolderNotFoundException.class::isInstance;
      case NOT_IMAP -> e -> e instanceof ConnectionException c && !isBroken(c);
      case NOT_SMTP -> e -> says(e, "bad greeting from SMTP host");
      case NO_SIGN_IN -> e -> false;
      case CUT ->
          e ->
              e instanceof IOException
                  || e instanceof FolderClosedException
                  || e instanceof StoreClosedException
                  || e instanceof ConnectionException;
      case OTHER -> e -> true;
    };
  }

  /** The library puts a farewell of its own where the line broke. */
  private static boolean isBroken(ConnectionException e) {
    return e.getResponse() == null || e.getResponse().isSynthetic();
  }

  private static boolean says(Throwable thrown, String words) {
    return String.valueOf(thrown.getMessage()).contains(words);
  }
}
