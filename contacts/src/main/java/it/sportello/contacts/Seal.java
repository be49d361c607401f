package it.sportello.contacts;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Seals what must be read back (secrets of authenticators, passwords of mailboxes) with AES-256-GCM
 * under {@code SPORTELLO_KEY}: a reader of the database alone reads nothing, and what is moved to
 * another row does not open there.
 *
 * <p>A sealed value is one byte of version, four of the key's id, twelve of nonce, then cipher text
 * and tag; id and context are authenticated too. {@code SPORTELLO_KEY_OLD} names keys, separated by
 * commas, that still open what was sealed under them.
 */
@ApplicationScoped
public class Seal {
  private static final byte VERSION = 1;
  private static final int ID = 4;
  private static final int NONCE = 12;
  private static final int HEAD = 1 + ID + NONCE;
  private static final int TAG_BITS = 128;
  private static final int KEY = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  @Inject
  @ConfigProperty(name = "sportello.key")
  Optional<String> key;

  @Inject
  @ConfigProperty(name = "sportello.key.old")
  Optional<String> old;

  /** By id, the one that seals first. */
  private final Map<ByteBuffer, SecretKeySpec> keys = new LinkedHashMap<>();

  @PostConstruct
  void prepare() {
    key.ifPresent(text -> add("SPORTELLO_KEY", text));
    old.stream()
        .flatMap(texts -> Arrays.stream(texts.split(",")))
        .forEach(text -> add("SPORTELLO_KEY_OLD", text));
  }

  /** Only for a start: the desk must not find out at the first sign-in that it has no key. */
  public void requireKey() {
    if (key.isEmpty()) {
      throw new IllegalStateException(
          "SPORTELLO_KEY is missing: 32 random bytes in Base64, such as `openssl rand -base64 32` gives."
              + " Keep it apart from the database; without it nobody's second factor can be checked.");
    }
  }

  private void add(String name, String text) {
    byte[] bytes = bytes(text);
    if (bytes.length != KEY) {
      throw new IllegalStateException(name + " is not 32 bytes in Base64.");
    }
    keys.putIfAbsent(ByteBuffer.wrap(id(bytes)), new SecretKeySpec(bytes, "AES"));
  }

  private static byte[] bytes(String text) {
    try {
      return Base64.getDecoder().decode(text.strip());
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  /**
   * @param context what the value is and whose, such as {@code totp:7}; only the same opens it
   */
  public byte[] seal(String context, byte[] plain) {
    requireKey();
    byte[] head = new byte[HEAD];
    RANDOM.nextBytes(head);
    head[0] = VERSION;
    var first = keys.entrySet().iterator().next();
    first.getKey().duplicate().get(head, 1, ID);
    try {
      byte[] hidden = cipher(Cipher.ENCRYPT_MODE, first.getValue(), head, context).doFinal(plain);
      byte[] sealed = Arrays.copyOf(head, HEAD + hidden.length);
      System.arraycopy(hidden, 0, sealed, HEAD, hidden.length);
      return sealed;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM failed on this JDK", e);
    }
  }

  /**
   * @throws IllegalStateException when no key of ours sealed it, or it was changed or moved
   */
  public byte[] open(String context, byte[] sealed) {
    if (!opens(sealed)) {
      throw new IllegalStateException(
          "This was sealed under a key that neither SPORTELLO_KEY nor SPORTELLO_KEY_OLD holds.");
    }
    try {
      return cipher(Cipher.DECRYPT_MODE, keyOf(sealed), sealed, context)
          .doFinal(sealed, HEAD, sealed.length - HEAD);
    } catch (AEADBadTagException e) {
      throw new IllegalStateException("A sealed value was changed or is another's.", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM failed on this JDK", e);
    }
  }

  /** Whether a key of ours sealed it; not whether it is whole. */
  boolean opens(byte[] sealed) {
    return sealed.length >= HEAD + TAG_BITS / 8 && sealed[0] == VERSION && keyOf(sealed) != null;
  }

  private SecretKeySpec keyOf(byte[] sealed) {
    return keys.get(ByteBuffer.wrap(sealed, 1, ID).slice());
  }

  private static Cipher cipher(int mode, SecretKeySpec key, byte[] head, String context)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, head, 1 + ID, NONCE));
    cipher.updateAAD(head, 0, 1 + ID);
    cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  /** Tells keys apart without telling anything of them. */
  private static byte[] id(byte[] key) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update("sportello key id".getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(digest.digest(key), ID);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Proves later that {@code content} is unchanged: the key's id, then an HMAC-SHA-256 of it under
   * a key derived from ours.
   *
   * @param context what is marked; only the same context finds the mark right
   */
  byte[] mark(String context, byte[] content) {
    requireKey();
    var first = keys.entrySet().iterator().next();
    byte[] mac = mac(first.getValue(), context, content);
    byte[] mark = new byte[ID + mac.length];
    first.getKey().duplicate().get(mark, 0, ID);
    System.arraycopy(mac, 0, mark, ID, mac.length);
    return mark;
  }

  /** Whether {@link #mark} made it of just this, under a key of ours. */
  boolean isMarked(String context, byte[] content, byte[] mark) {
    if (mark.length <= ID) {
      return false;
    }
    SecretKeySpec by = keys.get(ByteBuffer.wrap(mark, 0, ID).slice());
    return by != null
        && MessageDigest.isEqual(
            Arrays.copyOfRange(mark, ID, mark.length), mac(by, context, content));
  }

  private static byte[] mac(SecretKeySpec key, String context, byte[] content) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getEncoded(), "HmacSHA256"));
      byte[] derived = mac.doFinal(("sportello mark " + context).getBytes(StandardCharsets.UTF_8));
      mac.init(new SecretKeySpec(derived, "HmacSHA256"));
      return mac.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA-256 failed on this JDK", e);
    }
  }
}
