package exchange.api.rest;

import exchange.api.wire.Availability;
import exchange.api.wire.DayAvailability;
import exchange.api.wire.Listing;
import exchange.api.wire.ListingPage;
import exchange.api.wire.ListingRevision;
import exchange.api.wire.NewListing;
import exchange.api.wire.SpaceValue;
import exchange.api.wire.StorageClass;
import exchange.api.wire.ops.ListingsApi;
import exchange.core.capacity.Capacities;
import exchange.core.capacity.CapacityProfile;
import exchange.core.capacity.ReviseListing;
import exchange.core.listing.Listings;
import exchange.core.listing.PublishListing;
import exchange.core.matching.MatchingRounds;
import exchange.core.values.Refusal;
import exchange.core.values.Versioned;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

@RestController
final class ListingsController implements ListingsApi {
  private final Listings listings;
  private final Capacities capacities;
  private final PublishListing publishListing;
  private final ReviseListing reviseListing;
  private final MatchingRounds rounds;
  private final Writes writes;

  ListingsController(
      Listings listings,
      Capacities capacities,
      PublishListing publishListing,
      ReviseListing reviseListing,
      MatchingRounds rounds,
      Writes writes) {
    this.listings = listings;
    this.capacities = capacities;
    this.publishListing = publishListing;
    this.reviseListing = reviseListing;
    this.rounds = rounds;
    this.writes = writes;
  }

  @Override
  public Mono<ResponseEntity<Listing>> publishListing(
      String idempotencyKey, Mono<NewListing> body, ServerWebExchange http) {
    return writes.onceMade(
        http,
        idempotencyKey,
        body,
        this::publish,
        (intent, made) ->
            Answers.created(
                ListingsApi.PATH_GET_LISTING, intent.id(), made, WireListings::listing));
  }

  private Mono<Versioned<exchange.core.listing.Listing>> publish(Writes.Intent<NewListing> intent) {
    UUID owner = intent.caller().organizationId();
    NewListing offer = intent.body();
    return publishListing.publish(
        intent.caller(),
        offer.getWarehouseId(),
        site -> WireListings.listing(intent.id(), owner, site, offer));
  }

  @Override
  public Mono<ResponseEntity<ListingPage>> listListings(
      Integer limit,
      @Nullable String cursor,
      @Nullable UUID ownerId,
      @Nullable StorageClass storageClass,
      @Nullable String country,
      ServerWebExchange http) {
    Listings.Filter filter =
        new Listings.Filter(
            Optional.ofNullable(ownerId),
            Optional.ofNullable(storageClass)
                .map(wanted -> exchange.core.values.StorageClass.valueOf(wanted.name())),
            Optional.ofNullable(country));
    return Mono.defer(() -> listings.page(filter, Cursors.query(limit, cursor)))
        .map(
            page ->
                new ListingPage(page.map(Versioned::value).map(WireListings::shown).items())
                    .nextCursor(Cursors.next(page)))
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<Listing>> getListing(UUID listingId, ServerWebExchange http) {
    return Callers.of(http)
        .zipWith(listings.find(listingId))
        .switchIfEmpty(Answers.missing())
        .map(
            both ->
                Answers.ok(
                    both.getT2(),
                    listing ->
                        listing.ownerId().equals(both.getT1().organizationId())
                            ? WireListings.listing(listing)
                            : WireListings.shown(listing)));
  }

  @Override
  public Mono<ResponseEntity<Listing>> reviseListing(
      UUID listingId,
      Mono<ListingRevision> body,
      @Nullable String ifMatch,
      ServerWebExchange http) {
    return Mono.zip(Callers.of(http), body)
        .flatMap(
            both ->
                reviseListing.revise(
                    both.getT1(),
                    listingId,
                    Versions.required(ifMatch),
                    listing -> WireListings.revised(listing, both.getT2())))
        .map(revised -> Answers.ok(revised, WireListings::listing));
  }

  @Override
  public Mono<ResponseEntity<Availability>> getAvailability(
      LocalDate from, LocalDate to, UUID listingId, ServerWebExchange http) {
    long days = ChronoUnit.DAYS.between(from, to);
    if (days < 1 || days > exchange.core.listing.Listing.MOST_DAYS) {
      throw Refusal.invalid(
          "to", "must be 1 to " + exchange.core.listing.Listing.MOST_DAYS + " days after from");
    }
    return capacities
        .free(listingId)
        .switchIfEmpty(Answers.missing())
        .map(free -> Answers.ok(availability(listingId, free, from, to)));
  }

  @Override
  public Mono<ResponseEntity<SpaceValue>> getSpaceValue(UUID listingId, ServerWebExchange http) {
    return Mono.zip(Callers.of(http), listings.find(listingId))
        .filter(
            both ->
                both.getT1().isOperator()
                    || both.getT2().value().ownerId().equals(both.getT1().organizationId()))
        .flatMap(theirs -> rounds.spaceValue(listingId))
        .switchIfEmpty(Answers.missing())
        .map(WireProofs::value)
        .map(Answers::ok);
  }

  private static Availability availability(
      UUID listingId, CapacityProfile free, LocalDate from, LocalDate to) {
    return new Availability(
        listingId, from.datesUntil(to).map(day -> new DayAvailability(day, free.on(day))).toList());
  }
}
