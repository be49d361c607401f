package it.sportello.ticketing;

/**
 * The attachment is unknown, was uploaded by somebody else, belongs to another message already, or
 * was dropped because nothing named it in time; the file has to be uploaded again.
 */
public final class AttachmentNotFound extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final long attachment;

  public AttachmentNotFound(AttachmentId attachment) {
    super("There is no attachment " + attachment.value() + " to use here; upload it again.");
    this.attachment = attachment.value();
  }

  public AttachmentId attachment() {
    return new AttachmentId(attachment);
  }
}
