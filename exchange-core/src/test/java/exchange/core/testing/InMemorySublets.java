package exchange.core.testing;

import exchange.core.billing.Billing;
import exchange.core.capacity.Reservation;
import exchange.core.capacity.Reservation.Confirmed;
import exchange.core.capacity.Reservation.Held;
import exchange.core.event.EventKind;
import exchange.core.lease.Contract;
import exchange.core.lease.LeaseTerms;
import exchange.core.listing.Listing;
import exchange.core.listing.SubletRule;
import exchange.core.member.Caller;
import exchange.core.recount.Recount.Difference;
import exchange.core.sublet.ConsentRefusal;
import exchange.core.sublet.Sublet;
import exchange.core.sublet.Sublet.Consent;
import exchange.core.sublet.Sublets;
import exchange.core.values.DateRange;
import exchange.core.values.Page;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import exchange.core.values.Versioned;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** As {@code R__sublets.sql} does it. */
final class InMemorySublets implements Sublets {
  private final Books books;
  private final Map<UUID, Entry> all = new LinkedHashMap<>();

  InMemorySublets(Books books) {
    this.books = books;
  }

  /**
   * A listing below a lease.
   *
   * @param consented units; as many as there are where no consent is needed
   */
  private record Entry(
      UUID listingId,
      UUID contractId,
      UUID lessorId,
      Consent consent,
      int consented,
      Optional<Instant> decideBy,
      Optional<ConsentRefusal> refusal) {

    Entry in(Consent next, int units, Optional<ConsentRefusal> why) {
      return new Entry(listingId, contractId, lessorId, next, units, decideBy, why);
    }

    boolean isWaiting() {
      return consent == Consent.WAITING;
    }
  }

  private Listing listing(Entry entry) {
    return books.listings.get(entry.listingId()).value();
  }

  private Sublet view(Entry entry) {
    return new Sublet(
        listing(entry), entry.lessorId(), entry.consent(), entry.decideBy(), entry.refusal());
  }

  private List<Entry> below(UUID contractId) {
    return all.values().stream().filter(each -> each.contractId().equals(contractId)).toList();
  }

  private int let(Listing listing, LocalDate day) {
    int index = (int) ChronoUnit.DAYS.between(listing.window().from(), day);
    int[] free = books.free.get(listing.id());
    return index < 0 || index >= free.length ? 0 : listing.quantity() - free[index];
  }

  private int kept(Entry entry, LocalDate day) {
    Listing listing = listing(entry);
    return !contains(listing.window(), day)
        ? 0
        : listing.open() || entry.isWaiting() ? listing.quantity() : let(listing, day);
  }

  private static boolean contains(DateRange days, LocalDate day) {
    return !day.isBefore(days.from()) && day.isBefore(days.to());
  }

  private int leased(UUID contractId, LocalDate day) {
    Billing lease = books.billings.get(contractId);
    LocalDate end = lease.terms().stay().to().minusDays(books.billings.freedDays(contractId));
    return day.isBefore(end) ? lease.extent().quantities().on(day) : 0;
  }

  /** Every day on which sublets keep more than their lease has. */
  List<Difference> overlet() {
    List<Difference> over = new ArrayList<>();
    for (UUID contractId : all.values().stream().map(Entry::contractId).distinct().toList()) {
      DateRange stay = books.contracts.get(contractId).terms().stay();
      for (LocalDate day : stay.from().datesUntil(stay.to()).toList()) {
        int kept = below(contractId).stream().mapToInt(each -> kept(each, day)).sum();
        if (kept > leased(contractId, day)) {
          String name = "sublets of contract " + contractId + " on " + day;
          over.add(new Difference(name, kept, leased(contractId, day)));
        }
      }
    }
    return over;
  }

  /** Refuses what would be kept too much if the listing kept all of its units. */
  private void refuseOverlet(UUID contractId, Listing changed) {
    for (LocalDate day : changed.window().from().datesUntil(changed.window().to()).toList()) {
      int others =
          below(contractId).stream()
              .filter(each -> !each.listingId().equals(changed.id()))
              .mapToInt(each -> kept(each, day))
              .sum();
      int kept = others + changed.quantity();
      if (kept > leased(contractId, day)) {
        throw Refusal.of(
            RefusalCode.SUBLET_EXCEEDS_LEASE,
            "day",
            day,
            "units",
            leased(contractId, day),
            "kept",
            kept);
      }
    }
  }

  @Override
  public Mono<Sublet> offer(Listing listing, Caller caller, Duration decideWithin) {
    return books.change(
        () -> {
          UUID contractId = listing.parent().orElseThrow().contractId();
          Billing lease = books.billings.get(contractId);
          if (lease == null || !lease.terms().exporterId().equals(caller.organizationId())) {
            throw Refusal.of(RefusalCode.NOT_FOUND);
          } else if (all.containsKey(listing.id())) {
            return view(all.get(listing.id()));
          }
          requireRunning(lease);
          SubletRule rule = lease.terms().sublets();
          if (rule == SubletRule.FORBIDDEN) {
            throw Refusal.of(RefusalCode.SUBLET_FORBIDDEN);
          }
          refuseOverlet(contractId, listing);
          boolean open = rule == SubletRule.ALLOWED;
          new InMemoryListings(books).publish(opened(listing, open));
          Entry entry =
              new Entry(
                  listing.id(),
                  contractId,
                  lease.terms().ownerId(),
                  open ? Consent.NOT_NEEDED : Consent.WAITING,
                  open ? Integer.MAX_VALUE : 0,
                  open ? Optional.empty() : Optional.of(books.clock.instant().plus(decideWithin)),
                  Optional.empty());
          all.put(listing.id(), entry);
          emit(EventKind.SUBLET_OFFERED, entry);
          return view(entry);
        });
  }

  private void requireRunning(Billing lease) {
    books.billings.refuseNotRunning(lease);
  }

  private static Listing opened(Listing listing, boolean open) {
    return listing.revised(
        listing.quantity(),
        listing.rateCard(),
        listing.minimumQuantity(),
        listing.minimumDays(),
        open,
        listing.sublets());
  }

  private void emit(EventKind kind, Entry about) {
    books.events.emit(kind, about.listingId(), listing(about).ownerId(), about.lessorId());
  }

  private void setOpen(Entry entry, boolean open) {
    Versioned<Listing> before = books.listings.get(entry.listingId());
    books.listings.put(
        entry.listingId(), new Versioned<>(opened(before.value(), open), before.version() + 1));
    books.changed.add(entry.listingId());
    books.events.emit(EventKind.LISTING_REVISED, entry.listingId(), before.value().ownerId());
  }

  private void endWait(
      Entry entry, Consent consent, EventKind kind, int units, Optional<ConsentRefusal> why) {
    all.put(entry.listingId(), entry.in(consent, units, why));
    emit(kind, entry);
  }

  @Override
  public Mono<Sublet> decide(UUID listingId, Caller caller, Optional<ConsentRefusal> refusal) {
    return books.change(
        () -> {
          Entry entry = all.get(listingId);
          if (entry == null || !entry.lessorId().equals(caller.organizationId())) {
            throw Refusal.of(RefusalCode.NOT_FOUND);
          } else if (!entry.isWaiting() || isOver(entry)) {
            throw Refusal.of(
                RefusalCode.CONSENT_DECIDED,
                "state",
                entry.isWaiting() ? Consent.LAPSED : entry.consent());
          }
          if (refusal.isPresent()) {
            endWait(entry, Consent.REFUSED, EventKind.SUBLET_REFUSED, 0, refusal);
          } else {
            int units = listing(entry).quantity();
            endWait(entry, Consent.GIVEN, EventKind.SUBLET_CONSENTED, units, refusal);
            setOpen(entry, true);
          }
          return view(all.get(listingId));
        });
  }

  private boolean isOver(Entry entry) {
    return !books.clock.instant().isBefore(entry.decideBy().orElseThrow());
  }

  @Override
  public Mono<Integer> lapse(int most) {
    return books.change(
        () -> {
          List<Entry> over =
              all.values().stream()
                  .filter(each -> each.isWaiting() && isOver(each))
                  .limit(most)
                  .toList();
          over.forEach(this::lapse);
          return over.size();
        });
  }

  private void lapse(Entry entry) {
    endWait(entry, Consent.LAPSED, EventKind.SUBLET_LAPSED, 0, Optional.empty());
  }

  /** What must be so before a listing is replaced, if it is a sublet. */
  void beginRevision(Listing revised) {
    Entry entry = all.get(revised.id());
    if (entry == null) {
      return;
    } else if (revised.open()) {
      requireRunning(lease(entry));
      if (entry.consented() < revised.quantity()) {
        throw Refusal.of(RefusalCode.CONSENT_MISSING, "units", entry.consented());
      }
      refuseOverlet(entry.contractId(), revised);
    } else if (entry.isWaiting()) {
      endWait(entry, Consent.WITHDRAWN, EventKind.SUBLET_WITHDRAWN, 0, Optional.empty());
    }
  }

  private Billing lease(Entry entry) {
    return java.util.Objects.requireNonNull(books.billings.get(entry.contractId()));
  }

  /** Whether what is free of a listing has gone back to the lease that it hangs below. */
  boolean isGivenBack(Listing listing) {
    return all.containsKey(listing.id()) && !listing.open();
  }

  /** The lease is to have so many units a day: leases below it stand in the way, offers do not. */
  void giveWay(UUID contractId, ToIntFunction<LocalDate> units) {
    DateRange stay = books.contracts.get(contractId).terms().stay();
    Set<UUID> idle = new LinkedHashSet<>();
    for (LocalDate day : stay.from().datesUntil(stay.to()).toList()) {
      int left = units.applyAsInt(day);
      int let = below(contractId).stream().mapToInt(each -> let(listing(each), day)).sum();
      if (let > left) {
        throw Refusal.of(RefusalCode.SUBLET_IN_THE_WAY, "day", day, "let", let, "units", left);
      }
      if (below(contractId).stream().mapToInt(each -> kept(each, day)).sum() > left) {
        below(contractId).stream()
            .filter(each -> kept(each, day) > let(listing(each), day))
            .forEach(each -> idle.add(each.listingId()));
      }
    }
    idle.forEach(each -> close(all.get(each)));
  }

  private void close(Entry entry) {
    if (entry.isWaiting()) {
      lapse(entry);
    } else if (listing(entry).open()) {
      setOpen(entry, false);
    }
  }

  /** The lease has nothing from a day on, and so have those below it. */
  void end(UUID contractId, LocalDate until, Instant at) {
    for (Entry entry : below(contractId)) {
      List<Reservation> leases =
          books.reservations.values().stream()
              .filter(each -> each.terms().listingId().equals(entry.listingId()))
              .filter(each -> each.terms().stay().to().isAfter(until))
              .toList();
      for (Reservation lease : leases) {
        if (lease instanceof Confirmed confirmed) {
          end(confirmed.contractId(), until, at);
          books.billings.terminate(confirmed.contractId(), until, at);
        } else if (lease instanceof Held held) {
          new InMemoryReservations(books).end(held, Held::expire);
        }
      }
      if (listing(entry).window().to().isAfter(until)) {
        close(entry);
      }
    }
  }

  /** The leases that one on the listing hangs below, the nearest first. */
  List<Contract.Link> chain(UUID listingId) {
    List<Contract.Link> chain = new ArrayList<>();
    for (@Nullable Entry entry = all.get(listingId); entry != null; ) {
      Contract above = books.contracts.get(entry.contractId());
      LeaseTerms terms = above.terms();
      chain.add(
          new Contract.Link(
              above.id(),
              terms.listingId(),
              terms.ownerId(),
              terms.exporterId(),
              terms.stay(),
              terms.quantity()));
      entry = all.get(terms.listingId());
    }
    return chain;
  }

  @Override
  public Mono<Page<Sublet>> page(Caller caller, Optional<UUID> contractId, Page.Query query) {
    return books.read(
        () ->
            Books.page(
                    all.values(),
                    each ->
                        sees(caller, each)
                            && contractId.map(each.contractId()::equals).orElse(true),
                    query)
                .map(this::view));
  }

  private boolean sees(Caller caller, Entry entry) {
    return caller.isOperator()
        || entry.lessorId().equals(caller.organizationId())
        || listing(entry).ownerId().equals(caller.organizationId());
  }

  @Override
  public Mono<Page<Sublet>> waiting(Caller caller, Page.Query query) {
    return books.read(
        () ->
            Books.page(
                    all.values(),
                    each -> each.isWaiting() && each.lessorId().equals(caller.organizationId()),
                    query)
                .map(this::view));
  }
}
