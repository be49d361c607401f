package it.sportello.ticketing;

import java.util.Collection;
import java.util.Set;

/**
 * Whoever names bytes in rows of its own. All are asked before bytes are removed, so a row that
 * commits is enough to keep them, and one that goes lets them go.
 */
public interface BlobHolder {
  /** Those of the given SHA-256 that a row names. */
  Set<String> named(Collection<String> digests);
}
