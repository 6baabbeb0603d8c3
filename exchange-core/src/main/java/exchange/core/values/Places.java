package exchange.core.values;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The places that the exchange knows, by UN/LOCODE. Immutable reference data. */
public final class Places {
  private final Map<String, Place> byCode = new TreeMap<>();

  public Places(Collection<Place> places) {
    places.forEach(place -> byCode.put(place.unlocode(), place));
  }

  public Optional<Place> find(String unlocode) {
    return Optional.ofNullable(byCode.get(unlocode));
  }

  /**
   * @throws RefusedException {@code UNKNOWN_PLACE}
   */
  public Place require(String unlocode) {
    return find(unlocode)
        .orElseThrow(() -> Refusal.of(RefusalCode.UNKNOWN_PLACE, "unlocode", unlocode));
  }

  /** Every place, ordered by code. */
  public Collection<Place> all() {
    return byCode.values();
  }
}
