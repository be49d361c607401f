package it.sportello.web.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Puts database and mail server around a test run that has a WAR to deploy. */
public final class ServerSession implements LauncherSessionListener {
  @Override
  public void launcherSessionOpened(LauncherSession session) {
    String war = System.getProperty("sportello.test.war");
    if (war == null) {
      return;
    }
    try {
      TestBed.open(Path.of(war).getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    try {
      TestBed.shut();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
