package exchange.core.quote;

import exchange.core.listing.Listing;
import exchange.core.quote.Quotes.Stopped;
import exchange.core.request.LeaseRequest;
import exchange.core.values.StorageClass;
import exchange.core.values.Unit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * The open offers in memory, for answers at once. It can be lost at any time: what it answers is
 * only ever a price, and the books decide on every hold.
 */
public final class OfferIndex {
  private static final int REPORT_EVERY = 10_000;

  private final Offers offers;
  private final Options options;
  private final IntConsumer loaded;
  private final Map<Kind, OfferGrid> grids = new ConcurrentHashMap<>();
  private volatile long mark = -1;
  private volatile Set<UUID> blacklisted = Set.of();

  private List<MonoSink<Void>> waiting = new ArrayList<>();
  private boolean reading;

  /**
   * @param loaded told now and then, and at the end, how many offers the first reading has taken in
   */
  public OfferIndex(Offers offers, Options options, IntConsumer loaded) {
    this.offers = offers;
    this.options = options;
    this.loaded = loaded;
  }

  private record Kind(StorageClass storageClass, Unit unit) {}

  /**
   * Takes in all that the books know at the time of the call; at first, everything. One reading at
   * a time: who comes while one is under way waits for the next and shares it.
   */
  public Mono<Void> catchUp() {
    return Mono.create(
        sink -> {
          synchronized (this) {
            waiting.add(sink);
          }
          readForAllWaiting();
        });
  }

  private void readForAllWaiting() {
    List<MonoSink<Void>> served;
    synchronized (this) {
      if (reading || waiting.isEmpty()) {
        return;
      }
      reading = true;
      served = waiting;
      waiting = new ArrayList<>();
    }
    read()
        .doFinally(
            end -> {
              synchronized (this) {
                reading = false;
              }
              readForAllWaiting();
            })
        .subscribe(
            nothing -> {},
            error -> served.forEach(sink -> sink.error(error)),
            () -> served.forEach(MonoSink::success));
  }

  private Mono<Void> read() {
    return mark < 0 ? load() : follow();
  }

  private Mono<Void> follow() {
    return offers
        .since(mark)
        .doOnNext(
            changes -> {
              changes.offers().forEach(this::put);
              blacklisted = changes.blacklisted();
              mark = changes.mark();
            })
        .then();
  }

  /** The mark is taken first, so that what changes while the offers are read comes again. */
  private Mono<Void> load() {
    return offers
        .mark()
        .flatMap(
            before ->
                offers
                    .open()
                    .doOnNext(this::put)
                    .scan(0, (count, offer) -> count + 1)
                    .doOnNext(this::report)
                    .last()
                    .doOnNext(
                        count -> {
                          loaded.accept(count);
                          mark = before;
                        }))
        .then(Mono.defer(this::follow));
  }

  private void report(int count) {
    if (count > 0 && count % REPORT_EVERY == 0) {
      loaded.accept(count);
    }
  }

  private void put(Offer offer) {
    Kind kind = new Kind(offer.listing().storageClass(), offer.listing().unit());
    grids.computeIfAbsent(kind, each -> new OfferGrid(options)).put(offer);
  }

  /**
   * The best answers to a request.
   *
   * @param options cheapest first, at most one for each listing
   * @param stopped by which rules other listings were stopped that could have been among them
   */
  public record Cheapest(List<Option> options, List<Stopped> stopped) {}

  /** The same as if every offer had been priced. */
  public Cheapest cheapest(LeaseRequest request, int most, Instant now) {
    return cheapest(request, most, now, listing -> true);
  }

  /** The same among the listings that are wanted. */
  Cheapest cheapest(LeaseRequest request, int most, Instant now, Predicate<Listing> wanted) {
    OfferGrid grid = grids.get(new Kind(request.storageClass(), request.unit()));
    return grid == null
        ? new Cheapest(List.of(), List.of())
        : grid.cheapest(request, most, now, wanted.and(this::isToBeHad));
  }

  /** Nothing of a member who is on the blacklist. */
  private boolean isToBeHad(Listing listing) {
    return !blacklisted.contains(listing.ownerId());
  }

  /** Every open offer, in no order. */
  Stream<Offer> offers() {
    return grids.values().stream().flatMap(OfferGrid::offers);
  }

  /** Those that others can lease. */
  Stream<Offer> onTheMarket() {
    return offers().filter(offer -> isToBeHad(offer.listing()));
  }
}
