package exchange.core.matching;

import exchange.core.listing.Listing;
import exchange.core.matching.Reasons.Change;
import exchange.core.quote.Offer;
import exchange.core.request.LeaseRequest;
import exchange.core.request.Splitting;
import exchange.core.values.StorageClass;
import exchange.core.values.Unit;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import org.joda.money.Money;

/** Requests as they might have been filed. */
final class WhatIf {
  private static final int MOST_DELAY = 366;
  private static final int FEW_SITES = 4;

  /** More than anything costs, and little enough to be added up. */
  private static final long ANY_BUDGET = 1_000_000_000_000L;

  /** The same change by more and more. */
  record Steps(int most, IntFunction<LeaseRequest> change) {
    LeaseRequest after(int steps) {
      return change.apply(steps);
    }
  }

  private WhatIf() {}

  /**
   * Every change by degrees; more units or days only as far as offers demand, and no start before
   * {@code today}.
   */
  static List<Steps> steps(LeaseRequest r, List<Offer> offers, LocalDate today) {
    int ahead = Math.toIntExact(ChronoUnit.DAYS.between(today, r.earliestStart()));
    int units = most(offers, Listing::minimumQuantity) - r.quantity();
    int days = most(offers, Listing::minimumDays) - r.days();
    return List.of(
        new Steps(r.quantity() - 1, by -> sized(r, r.quantity() - by, r.days())),
        new Steps(Math.max(0, units), by -> sized(r, r.quantity() + by, r.days())),
        new Steps(r.days() - 1, by -> sized(r, r.quantity(), r.days() - by)),
        new Steps(Math.max(0, days), by -> sized(r, r.quantity(), r.days() + by)),
        new Steps(Math.max(0, ahead), by -> earlier(r, by)),
        new Steps(MOST_DELAY, by -> later(r, by)));
  }

  private static int most(List<Offer> offers, ToIntFunction<Listing> minimum) {
    return offers.stream().map(Offer::listing).mapToInt(minimum).max().orElse(0);
  }

  /** The request in a few parts, if it may not be split and has units enough. */
  static Optional<LeaseRequest> split(LeaseRequest r) {
    return r.splitting().isPresent() || r.quantity() < 2
        ? Optional.empty()
        : Optional.of(
            r.splitBy(new Splitting((r.quantity() + FEW_SITES - 1) / FEW_SITES, FEW_SITES)));
  }

  /** The request in every other kind of storage and unit that is on offer, the nearest first. */
  static List<LeaseRequest> otherKinds(LeaseRequest r, List<Offer> offers) {
    List<LeaseRequest> others = new ArrayList<>();
    for (Unit unit : Unit.values()) {
      others.add(ofKind(r, r.storageClass(), unit));
    }
    for (StorageClass kind : StorageClass.values()) {
      others.add(ofKind(r, kind, r.unit()));
    }
    for (StorageClass kind : StorageClass.values()) {
      for (Unit unit : Unit.values()) {
        others.add(ofKind(r, kind, unit));
      }
    }
    others.removeIf(
        other ->
            other.equals(r)
                || offers.stream()
                    .map(Offer::listing)
                    .noneMatch(
                        on ->
                            on.storageClass() == other.storageClass()
                                && on.unit() == other.unit()));
    return others;
  }

  static Set<Change> changes(LeaseRequest filed, LeaseRequest changed) {
    Set<Change> changes = EnumSet.noneOf(Change.class);
    add(changes, Change.BUDGET, filed.budget(), changed.budget());
    add(changes, Change.QUANTITY, filed.quantity(), changed.quantity());
    add(changes, Change.DAYS, filed.days(), changed.days());
    add(changes, Change.START, filed.earliestStart(), changed.earliestStart());
    add(changes, Change.START, filed.latestStart(), changed.latestStart());
    add(changes, Change.STORAGE_CLASS, filed.storageClass(), changed.storageClass());
    add(changes, Change.UNIT, filed.unit(), changed.unit());
    add(changes, Change.SPLITTING, filed.splitting(), changed.splitting());
    return changes;
  }

  private static void add(Set<Change> changes, Change change, Object before, Object after) {
    if (!Objects.equals(before, after)) {
      changes.add(change);
    }
  }

  static LeaseRequest atAnyBudget(LeaseRequest r) {
    return withBudget(r, Money.ofMajor(r.budget().getCurrencyUnit(), ANY_BUDGET));
  }

  static LeaseRequest atTwiceTheBudget(LeaseRequest r) {
    return withBudget(r, r.budget().multipliedBy(2));
  }

  static LeaseRequest withBudget(LeaseRequest r, Money budget) {
    return like(
        r,
        r.storageClass(),
        r.unit(),
        r.quantity(),
        r.earliestStart(),
        r.latestStart(),
        r.days(),
        budget);
  }

  private static LeaseRequest ofKind(LeaseRequest r, StorageClass kind, Unit unit) {
    return like(
        r, kind, unit, r.quantity(), r.earliestStart(), r.latestStart(), r.days(), r.budget());
  }

  private static LeaseRequest sized(LeaseRequest r, int quantity, int days) {
    return like(
        r,
        r.storageClass(),
        r.unit(),
        quantity,
        r.earliestStart(),
        r.latestStart(),
        days,
        r.budget());
  }

  private static LeaseRequest earlier(LeaseRequest r, int days) {
    LocalDate first = r.earliestStart().minusDays(days);
    LocalDate widest = first.plusDays(LeaseRequest.MOST_START_DAYS - 1L);
    return starting(r, first, widest.isBefore(r.latestStart()) ? widest : r.latestStart());
  }

  private static LeaseRequest later(LeaseRequest r, int days) {
    LocalDate last = r.latestStart().plusDays(days);
    LocalDate widest = last.minusDays(LeaseRequest.MOST_START_DAYS - 1L);
    return starting(r, widest.isAfter(r.earliestStart()) ? widest : r.earliestStart(), last);
  }

  private static LeaseRequest starting(LeaseRequest r, LocalDate first, LocalDate last) {
    return like(r, r.storageClass(), r.unit(), r.quantity(), first, last, r.days(), r.budget());
  }

  private static LeaseRequest like(
      LeaseRequest r,
      StorageClass kind,
      Unit unit,
      int quantity,
      LocalDate earliest,
      LocalDate latest,
      int days,
      Money budget) {
    return new LeaseRequest(
        r.id(),
        r.exporterId(),
        r.goods(),
        kind,
        unit,
        quantity,
        earliest,
        latest,
        days,
        r.markets(),
        budget,
        r.splitting().filter(how -> how.smallestPart() <= quantity));
  }
}
