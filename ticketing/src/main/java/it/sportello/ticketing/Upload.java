package it.sportello.ticketing;

import it.sportello.contacts.InvalidValue;

/**
 * A file that a message is going to name.
 *
 * @param owner the {@link Origin#source()} of the message that will name it
 * @param key what the owner repeats when it sends the file again, 1 to 200 characters
 * @param name what the sender called it; folders, control and direction characters are dropped
 * @param mediaType recognised by content, see {@link MediaTypes}
 * @throws InvalidValue {@code upload.key}
 */
public record Upload(String owner, String key, String name, String mediaType, Blob blob) {
  public Upload {
    if (key.isBlank() || key.length() > 200 || owner.isBlank() || owner.length() > 100) {
      throw new InvalidValue("upload.key");
    }
    name = Plain.fileName(name);
  }
}
