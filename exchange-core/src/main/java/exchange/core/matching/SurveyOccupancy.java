package exchange.core.matching;

import exchange.core.capacity.CapacityProfile;
import exchange.core.listing.Listing;
import exchange.core.member.Caller;
import exchange.core.values.DateRange;
import java.time.Duration;
import java.time.LocalDate;
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
  public record Week(LocalDate first, long offered, long taken) {
    private Week plus(Week more) {
      return new Week(first, offered + more.offered, taken + more.taken);
    }
  }

  public Mono<List<Week>> survey(Caller owner, LocalDate first, int weeks) {
    return index
        .catchUp()
        .timeout(PATIENCE)
        .then(
            Mono.fromSupplier(
                () -> {
                  List<Offer> own =
                      index
                          .offers()
                          .filter(offer -> offer.listing().ownerId().equals(owner.organizationId()))
                          .toList();
                  return IntStream.range(0, weeks)
                      .mapToObj(week -> sum(own, first.plusDays((long) WEEK * week)))
                      .toList();
                }));
  }

  private static Week sum(List<Offer> offers, LocalDate first) {
    return offers.stream()
        .map(offer -> week(offer, first))
        .reduce(new Week(first, 0, 0), Week::plus);
  }

  private static Week week(Offer offer, LocalDate first) {
    Listing listing = offer.listing();
    CapacityProfile free = offer.free();
    DateRange window = listing.window();
    List<LocalDate> days =
        first
            .datesUntil(first.plusDays(WEEK))
            .filter(day -> !day.isBefore(window.from()) && day.isBefore(window.to()))
            .toList();
    long offered = (long) days.size() * listing.quantity();
    return new Week(first, offered, offered - days.stream().mapToLong(free::on).sum());
  }
}
