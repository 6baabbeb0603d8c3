package exchange.api.demo;

import exchange.core.capacity.CapacityProfile;
import exchange.core.listing.Listing;
import exchange.core.quote.Objection;
import exchange.core.quote.Option;
import exchange.core.quote.Options;
import exchange.core.request.LeaseRequest;
import exchange.core.values.DateRange;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** What a market could do for its requests, and what serving them one by one does. */
final class Clearing {
  private final Map<UUID, int[]> free = new HashMap<>();
  private final Map<UUID, List<Options.Found>> found = new HashMap<>();
  private final Set<String> outbid = new TreeSet<>();
  private final DemoMarket market;

  Clearing(DemoMarket market, Options options, LocalDate today) {
    this.market = market;
    Instant now = today.atStartOfDay(ZoneOffset.UTC).toInstant();
    for (Listing listing : market.listings()) {
      int[] units = new int[listing.window().days()];
      Arrays.fill(units, listing.quantity());
      free.put(listing.id(), units);
    }
    for (LeaseRequest request : market.requests()) {
      found.put(
          request.id(),
          market.listings().stream()
              .map(each -> options.on(request, each, profile(each), now))
              .toList());
    }
  }

  int requests() {
    return market.requests().size();
  }

  long withOptions() {
    return market.requests().stream().filter(each -> !options(each.id()).isEmpty()).count();
  }

  /** The rule that stopped the slot that came farthest; empty when some slot serves the request. */
  Optional<Objection.Rule> objection(UUID requestId) {
    return options(requestId).isEmpty()
        ? found.get(requestId).stream()
            .flatMap(each -> each.objection().stream())
            .map(Objection::rule)
            .max(Comparator.naturalOrder())
        : Optional.empty();
  }

  /**
   * Gives each request in turn the cheapest of its options that is still free; how many get one.
   */
  int servedOneByOne() {
    int served = 0;
    for (LeaseRequest request : market.requests()) {
      List<Option> options = options(request.id());
      Optional<Option> best =
          options.stream()
              .filter(option -> isFree(option, request.quantity()))
              .min(Comparator.comparing(Option::landed));
      best.ifPresent(option -> take(option, request.quantity()));
      served += best.isPresent() ? 1 : 0;
      if (best.isEmpty() && !options.isEmpty()) {
        outbid.add(options.get(0).listing().site().gateway().unlocode());
      }
    }
    return served;
  }

  /** The ports behind which somebody went without although there were options. */
  Set<String> outbidGateways() {
    return outbid;
  }

  private List<Option> options(UUID requestId) {
    return found.get(requestId).stream().flatMap(each -> each.options().stream()).toList();
  }

  private CapacityProfile profile(Listing listing) {
    return new CapacityProfile(listing.window().from(), free.get(listing.id()));
  }

  private boolean isFree(Option option, int units) {
    return profile(option.listing()).least(option.stay()) >= units;
  }

  private void take(Option option, int units) {
    DateRange window = option.listing().window();
    int first = Math.toIntExact(option.stay().from().toEpochDay() - window.from().toEpochDay());
    for (int day = first; day < first + option.stay().days(); day++) {
      free.get(option.listing().id())[day] -= units;
    }
  }
}
