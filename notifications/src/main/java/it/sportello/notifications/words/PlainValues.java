package it.sportello.notifications.words;

import com.samskivert.mustache.BasicCollector;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Looks into maps and lists alone: no field and no method of any object is ever reached. */
final class PlainValues extends BasicCollector {
  @Override
  public <K, V> Map<K, V> createFetcherCache() {
    return new ConcurrentHashMap<>();
  }
}
