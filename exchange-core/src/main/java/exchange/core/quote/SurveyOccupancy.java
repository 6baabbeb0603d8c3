package exchange.core.quote;

import exchange.core.listing.Listing;
import exchange.core.member.Caller;
import exchange.core.values.DateRange;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import reactor.core.publisher.Mono;

/** An owner sees how its open listings are taken up, week by week. */
public final class SurveyOccupancy {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int WEEK = 7;

  private final OfferIndex index;

  public SurveyOccupancy(OfferIndex index) {
    this.index = index;
  }

  /**
   * Unit-days, of whatever unit.
   *
   * @param taken held or leased
   */
  public record Week(LocalDate first, long offered, long taken) {}

  public Mono<List<Week>> survey(Caller owner, LocalDate first, int weeks) {
    DateRange days = DateRange.ofDays(first, WEEK * weeks);
    return index.catchUp().timeout(PATIENCE).then(Mono.fromSupplier(() -> count(owner, days)));
  }

  private List<Week> count(Caller owner, DateRange days) {
    long[] offered = new long[days.days() / WEEK];
    long[] taken = new long[offered.length];
    index
        .offers()
        .filter(offer -> offer.listing().ownerId().equals(owner.organizationId()))
        .forEach(offer -> add(offer, days, offered, taken));
    return IntStream.range(0, offered.length)
        .mapToObj(week -> new Week(days.from().plusWeeks(week), offered[week], taken[week]))
        .toList();
  }

  private static void add(Offer offer, DateRange days, long[] offered, long[] taken) {
    Listing listing = offer.listing();
    int[] free = offer.free().during(days).units();
    long begin = days.from().until(listing.window().from(), ChronoUnit.DAYS);
    long end = days.from().until(listing.window().to(), ChronoUnit.DAYS);
    for (int day = (int) Math.max(0, begin); day < Math.min(free.length, end); day++) {
      offered[day / WEEK] += listing.quantity();
      taken[day / WEEK] += listing.quantity() - free[day];
    }
  }
}
