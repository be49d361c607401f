package it.sportello.web.pages;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;

/** The version of our style sheets and scripts, so that browsers keep them until they change. */
@Named
@ApplicationScoped
public class Assets {
  @Inject ServletContext context;

  private String version;

  @PostConstruct
  void measure() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      add("/assets/", digest);
      version = HexFormat.of().formatHex(digest.digest(), 0, 5);
    } catch (NoSuchAlgorithmException | IOException e) {
      throw new IllegalStateException("the style sheets cannot be read", e);
    }
  }

  public String getVersion() {
    return version;
  }

  private void add(String folder, MessageDigest digest) throws IOException {
    Set<String> paths = context.getResourcePaths(folder);
    for (String path : new TreeSet<>(paths == null ? Set.of() : paths)) {
      if (path.endsWith("/")) {
        add(path, digest);
        continue;
      }
      try (InputStream bytes = context.getResourceAsStream(path)) {
        digest.update(bytes.readAllBytes());
      }
    }
  }
}
