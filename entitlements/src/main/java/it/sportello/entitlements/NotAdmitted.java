package it.sportello.entitlements;

/** The platform may not use this channel now; {@link #refused()} says why and what may be done. */
public final class NotAdmitted extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Admission.Refused refused;

  public NotAdmitted(Admission.Refused refused) {
    super("Not admitted: " + refused.reason() + "; write to us by form or mail instead.");
    this.refused = refused;
  }

  public Admission.Refused refused() {
    return refused;
  }
}
