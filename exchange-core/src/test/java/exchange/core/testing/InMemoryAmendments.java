package exchange.core.testing;

import static exchange.core.testing.InMemoryLedger.account;

import exchange.core.billing.Amendment;
import exchange.core.billing.Amendments;
import exchange.core.billing.Billing;
import exchange.core.event.EventKind;
import exchange.core.lease.LeaseTerms;
import exchange.core.ledger.Purpose;
import exchange.core.ledger.TransferKind;
import exchange.core.listing.Bill;
import exchange.core.listing.ChargeCode;
import exchange.core.member.Caller;
import exchange.core.testing.InMemoryLedger.Account;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** As {@code R__money_amendments.sql} does it. */
final class InMemoryAmendments implements Amendments {
  private final Books books;
  private final Map<UUID, Amendment> all = new LinkedHashMap<>();

  /** What the agreed ones with a fee gave up, in the order of their agreement. */
  private final Map<UUID, GivenUp> givenUp = new LinkedHashMap<>();

  InMemoryAmendments(Books books) {
    this.books = books;
  }

  private record GivenUp(UUID listingId, LocalDate first, List<Integer> units) {
    int on(UUID listing, LocalDate day) {
      long index = first.until(day, java.time.temporal.ChronoUnit.DAYS);
      return listing.equals(listingId) && index >= 0 && index < units.size()
          ? units.get((int) index)
          : 0;
    }
  }

  /** The fees of a contract that lie with its deposit. */
  Money undecided(UUID contractId, CurrencyUnit currency) {
    return all.values().stream()
        .filter(each -> each.contractId().equals(contractId) && isUndecided(each))
        .map(Amendment::fee)
        .reduce(Money.zero(currency), Money::plus);
  }

  private static boolean isUndecided(Amendment amendment) {
    return amendment.version().isPresent()
        && amendment.fee().isPositive()
        && amendment.feeKept().isEmpty();
  }

  @Override
  public Mono<Amendment> add(Amendment quote) {
    return books.change(
        () -> {
          books.billings.refuseNotRunning(books.billings.get(quote.contractId()));
          all.putIfAbsent(quote.id(), quote);
          return all.get(quote.id());
        });
  }

  private LeaseTerms terms(Amendment amendment) {
    return books.contracts.get(amendment.contractId()).terms();
  }

  @Override
  public Mono<Amendment> find(UUID id, Caller caller) {
    return books.read(
        () -> {
          Amendment found = all.get(id);
          return found != null && InMemoryReservations.sees(caller, terms(found)) ? found : null;
        });
  }

  @Override
  public Mono<Amendment> agree(UUID id, Caller caller, Instant now) {
    return books.change(
        () -> {
          Amendment quote = all.get(id);
          if (quote == null || !terms(quote).exporterId().equals(caller.organizationId())) {
            throw Refusal.of(RefusalCode.NOT_FOUND);
          } else if (quote.version().isPresent()) {
            return quote;
          }
          Billing before = books.billings.get(quote.contractId());
          books.billings.refuseNotRunning(before);
          if (quote.validUntil().isBefore(now)) {
            throw Refusal.of(RefusalCode.QUOTE_EXPIRED, "validUntil", quote.validUntil());
          } else if (before.steps() != quote.steps()) {
            throw Refusal.of(RefusalCode.AMENDMENT_OUTDATED);
          }
          return agreeNow(quote, before, now);
        });
  }

  Amendment agreeNow(Amendment quote, Billing before, Instant now) {
    LeaseTerms terms = before.terms();
    CurrencyUnit currency = quote.fee().getCurrencyUnit();
    Billing after = before.amended(quote.extent());
    Account wallet = account(Purpose.WALLET, terms.exporterId(), currency);
    Money due = quote.fee().plus(after.paidAhead()).minus(before.paidAhead());
    books.ledger.refuseOverdraft(wallet, due);
    books.sublets.giveWay(quote.contractId(), quote.extent().quantities()::on);
    List<Integer> was = before.extent().quantities().on(terms.stay());
    List<Integer> is = quote.extent().quantities().on(terms.stay());
    List<Integer> freed = new ArrayList<>();
    for (int day = 0; day < was.size(); day++) {
      freed.add(was.get(day) - is.get(day));
    }
    books.free(terms.listingId(), terms.stay().from(), freed);
    books.billings.amend(after);
    int version = 1 + versions(quote.contractId()).size();
    Amendment agreed = with(quote, version, now, Optional.empty());
    all.put(quote.id(), agreed);
    if (quote.fee().isPositive()) {
      givenUp.put(quote.id(), new GivenUp(terms.listingId(), terms.stay().from(), freed));
    }
    books.ledger.post(
        UUID.randomUUID(),
        TransferKind.AMENDMENT,
        quote.id().toString(),
        Map.of(
            account(Purpose.ESCROW, quote.contractId(), currency),
            after.paidAhead().minus(before.paidAhead()),
            account(Purpose.DEPOSIT, quote.contractId(), currency),
            quote.fee(),
            wallet,
            due.negated()));
    books.events.emit(
        EventKind.CONTRACT_AMENDED, quote.contractId(), terms.exporterId(), terms.ownerId());
    return agreed;
  }

  private static Amendment with(
      Amendment quote, int version, Instant agreedAt, Optional<Money> feeKept) {
    return new Amendment(
        quote.id(),
        quote.contractId(),
        quote.steps(),
        quote.givenUp(),
        quote.units(),
        quote.extent(),
        quote.cheaper(),
        quote.fee(),
        quote.back(),
        quote.feeDueAt(),
        quote.validUntil(),
        Optional.of(version),
        Optional.of(agreedAt),
        feeKept);
  }

  private List<Amendment> versions(UUID contractId) {
    return all.values().stream()
        .filter(each -> each.contractId().equals(contractId) && each.version().isPresent())
        .sorted(java.util.Comparator.comparing(each -> each.version().orElseThrow()))
        .toList();
  }

  @Override
  public Mono<List<Amendment>> agreed(UUID contractId, Caller caller) {
    return books.read(
        () ->
            versions(contractId).stream()
                .filter(each -> InMemoryReservations.sees(caller, terms(each)))
                .toList());
  }

  @Override
  public Flux<Amendment> feesDue(Instant now, int most) {
    return books
        .read(
            () ->
                all.values().stream()
                    .filter(each -> isUndecided(each) && !each.feeDueAt().isAfter(now))
                    .limit(most)
                    .toList())
        .flatMapIterable(due -> due);
  }

  @Override
  public Mono<Amendment> decideFee(Amendment amendment, Instant now) {
    return books.change(
        () -> {
          Amendment agreed = all.get(amendment.id());
          return isUndecided(agreed) ? decide(agreed, now) : agreed;
        });
  }

  private Amendment decide(Amendment agreed, Instant now) {
    GivenUp mine = givenUp.get(agreed.id());
    long given = 0;
    long again = 0;
    for (int day = 0; day < mine.units().size(); day++) {
      LocalDate date = mine.first().plusDays(day);
      int free = books.free.get(mine.listingId())[books.dayOf(mine.listingId(), date)];
      int since = givenUpSince(agreed.id()).mapToInt(each -> each.on(mine.listingId(), date)).sum();
      given += mine.units().get(day);
      again += Math.max(0, Math.min(mine.units().get(day), since - free));
    }
    Money kept = agreed.feeAfter(again, given);
    Billing lease = books.billings.get(agreed.contractId());
    LeaseTerms terms = lease.terms();
    CurrencyUnit currency = kept.getCurrencyUnit();
    if (kept.isPositive()) {
      Bill.Line line =
          new Bill.Line(ChargeCode.RELEASE_FEE, BigDecimal.ONE, kept.getAmount(), kept);
      books.documents.invoice(lease, agreed.givenUp(), List.of(line), now);
    }
    Amendment decided =
        with(
            agreed,
            agreed.version().orElseThrow(),
            agreed.agreedAt().orElseThrow(),
            Optional.of(kept));
    all.put(agreed.id(), decided);
    books.ledger.post(
        UUID.randomUUID(),
        TransferKind.MITIGATION,
        agreed.id().toString(),
        Map.of(
            account(Purpose.DEPOSIT, agreed.contractId(), currency),
            agreed.fee().negated(),
            account(Purpose.WALLET, terms.ownerId(), currency),
            kept,
            account(Purpose.WALLET, terms.exporterId(), currency),
            agreed.fee().minus(kept)));
    books.events.emit(
        EventKind.RELEASE_FEE_DECIDED, agreed.id(), terms.exporterId(), terms.ownerId());
    return decided;
  }

  private Stream<GivenUp> givenUpSince(UUID id) {
    return givenUp.entrySet().stream()
        .dropWhile(each -> !each.getKey().equals(id))
        .map(Map.Entry::getValue);
  }
}
