package it.sportello.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The launcher's own commands before boot, for a server that somebody else starts. */
public final class PreBoot {
  private PreBoot() {}

  /**
   * @param environment stands in for the environment that the launcher would have given the server
   */
  public static void write(Path file, Map<String, String> environment) throws IOException {
    BootCommands.write(file, "127.0.0.1");
    String commands = Files.readString(file);
    for (Map.Entry<String, String> entry : environment.entrySet()) {
      String value = entry.getValue().replace(":", "\\:");
      commands = commands.replace("${ENV=" + entry.getKey() + "}", value);
    }
    Files.writeString(file, commands);
  }
}
