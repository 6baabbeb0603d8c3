package exchange.core.testing;

import static exchange.core.testing.InMemoryLedger.account;
import static exchange.core.testing.InMemoryLedger.house;
import static java.time.temporal.ChronoUnit.DAYS;

import exchange.core.billing.Billing;
import exchange.core.billing.Billing.State;
import exchange.core.billing.Billings;
import exchange.core.event.EventKind;
import exchange.core.lease.LeaseTerms;
import exchange.core.ledger.Purpose;
import exchange.core.ledger.TransferKind;
import exchange.core.listing.Bill;
import exchange.core.listing.ChargeCode;
import exchange.core.member.Caller;
import exchange.core.testing.InMemoryLedger.Account;
import exchange.core.values.DateRange;
import exchange.core.values.Page;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** As {@code R__money.sql} does it. */
final class InMemoryBillings implements Billings {
  private final Books books;
  private final Map<UUID, Billing> all = new LinkedHashMap<>();
  private final Map<UUID, Instant> due = new LinkedHashMap<>();
  private final Map<UUID, Integer> freed = new LinkedHashMap<>();
  private final Map<UUID, Instant> over = new LinkedHashMap<>();

  InMemoryBillings(Books books) {
    this.books = books;
  }

  /** Refuses leases that their exporter cannot pay for together. */
  void refuseOverdraft(List<LeaseTerms> leases) {
    Map<CurrencyUnit, Money> needed = new TreeMap<>();
    leases.forEach(
        terms -> needed.merge(terms.bill().currency(), terms.dueAtSettlement(), Money::plus));
    needed.forEach(
        (currency, sum) ->
            books.ledger.refuseOverdraft(
                account(Purpose.WALLET, leases.get(0).exporterId(), currency), sum));
  }

  /** Takes the first period and the deposit from the wallet. */
  void settle(UUID contractId, LeaseTerms terms) {
    CurrencyUnit currency = terms.bill().currency();
    Money first = terms.bill().firstPeriodTotal();
    Money deposit = terms.conditions().deposit();
    books.ledger.post(
        contractId,
        TransferKind.SETTLEMENT,
        "first period and deposit",
        Map.of(
            account(Purpose.WALLET, terms.exporterId(), currency),
            first.plus(deposit).negated(),
            account(Purpose.ESCROW, contractId, currency),
            first,
            account(Purpose.DEPOSIT, contractId, currency),
            deposit));
    all.put(contractId, Billing.settled(contractId, terms));
    due.put(contractId, Instant.MIN);
  }

  @Nullable Billing get(UUID contractId) {
    return all.get(contractId);
  }

  /** So many last days of the stay are free again. */
  int freedDays(UUID contractId) {
    return freed.getOrDefault(contractId, 0);
  }

  /** When the lease came to its end, other than before its first day. */
  Optional<Instant> endedAt(UUID contractId) {
    return Optional.ofNullable(over.get(contractId));
  }

  /** To a state in which nothing is paid or over yet. */
  void move(UUID contractId, State state) {
    Billing now = all.get(contractId);
    all.put(
        contractId,
        new Billing(
            contractId,
            now.terms(),
            now.extent(),
            state,
            now.steps(),
            now.requested(),
            now.funded(),
            now.closed(),
            now.unpaidSince(),
            now.triedAt()));
  }

  /** Gives back all that a lease has cost so far, and its days. */
  Billing undo(UUID contractId, State state) {
    Billing now = all.get(contractId);
    free(now, now.terms().stay().days());
    Money escrow = books.ledger.balance(escrow(now));
    Money deposit = books.ledger.balance(deposit(now));
    books.ledger.post(
        UUID.randomUUID(),
        TransferKind.REVERSAL,
        contractId.toString(),
        Map.of(
            escrow(now),
            escrow.negated(),
            deposit(now),
            deposit.negated(),
            wallet(now.terms().exporterId(), now),
            escrow.plus(deposit)));
    all.put(contractId, ended(now, state));
    return now;
  }

  /** What waits for its owner's word cannot be changed yet, what has ended not any more. */
  void refuseNotRunning(Billing lease) {
    if (lease.state() == State.AWAITING_ACCEPTANCE) {
      throw Refusal.of(
          RefusalCode.CONTRACT_AWAITS_ACCEPTANCE,
          "answerBy",
          books.acceptances.answerBy(lease.contractId()));
    } else if (lease.state() != State.RUNNING) {
      throw Refusal.of(RefusalCode.CONTRACT_ENDED, "state", lease.state());
    }
  }

  private Mono<Billing> step(Billing seen, UnaryOperator<Billing> step) {
    return books.change(
        () -> {
          Billing now = all.get(seen.contractId());
          if (now.steps() == seen.steps() && now.state() == State.RUNNING) {
            all.put(now.contractId(), step.apply(now));
          }
          return all.get(seen.contractId());
        });
  }

  private void emit(EventKind kind, Billing about) {
    books.events.emit(
        kind, about.contractId(), about.terms().exporterId(), about.terms().ownerId());
  }

  private static Billing with(Billing b, State state, int requested, int funded, int closed) {
    return new Billing(
        b.contractId(),
        b.terms(),
        b.extent(),
        state,
        b.steps() + 1,
        requested,
        funded,
        closed,
        Optional.empty(),
        Optional.empty());
  }

  private static Billing ended(Billing b, State state) {
    return new Billing(
        b.contractId(),
        b.terms(),
        b.extent(),
        state,
        b.steps() + 1,
        b.requested(),
        b.funded(),
        b.closed(),
        b.unpaidSince(),
        b.triedAt());
  }

  @Override
  public Flux<Billing> due(Instant now, int most) {
    return books
        .read(
            () ->
                all.values().stream()
                    .filter(each -> each.state() == State.RUNNING)
                    .filter(each -> !due.get(each.contractId()).isAfter(now))
                    .sorted(Comparator.comparing(each -> due.get(each.contractId())))
                    .limit(most)
                    .toList())
        .flatMapIterable(found -> found);
  }

  @Override
  public Mono<Billing> await(Billing billing, Instant at) {
    return step(
        billing,
        now -> {
          due.put(now.contractId(), at);
          return now;
        });
  }

  @Override
  public Mono<Billing> request(Billing billing) {
    return step(
        billing,
        now -> {
          books.events.emit(EventKind.PERIOD_REQUESTED, now.contractId(), now.terms().exporterId());
          return new Billing(
              now.contractId(),
              now.terms(),
              now.extent(),
              now.state(),
              now.steps() + 1,
              now.requested() + 1,
              now.funded(),
              now.closed(),
              now.unpaidSince(),
              now.triedAt());
        });
  }

  @Override
  public Mono<Billing> collect(Billing billing, Instant at) {
    return step(billing, now -> fund(now).orElseGet(() -> unpaid(now, at)));
  }

  private Optional<Billing> fund(Billing now) {
    Money total = now.total(now.funded());
    CurrencyUnit currency = total.getCurrencyUnit();
    Account wallet = account(Purpose.WALLET, now.terms().exporterId(), currency);
    if (books.ledger.balance(wallet).isLessThan(total)) {
      return Optional.empty();
    }
    books.ledger.post(
        UUID.randomUUID(),
        TransferKind.PERIOD,
        now.contractId() + "/" + now.funded(),
        Map.of(wallet, total.negated(), escrow(now), total));
    emit(EventKind.PERIOD_FUNDED, now);
    return Optional.of(with(now, State.RUNNING, now.requested(), now.funded() + 1, now.closed()));
  }

  private Billing unpaid(Billing now, Instant at) {
    emit(EventKind.PERIOD_UNPAID, now);
    return new Billing(
        now.contractId(),
        now.terms(),
        now.extent(),
        now.state(),
        now.steps() + 1,
        now.requested(),
        now.funded(),
        now.closed(),
        Optional.of(now.unpaidSince().orElse(at)),
        Optional.of(at));
  }

  private static Account escrow(Billing now) {
    return account(Purpose.ESCROW, now.contractId(), now.terms().bill().currency());
  }

  private static Account deposit(Billing now) {
    return account(Purpose.DEPOSIT, now.contractId(), now.terms().bill().currency());
  }

  private Money freeDeposit(Billing now) {
    return books.claims.freeDeposit(now.contractId(), now.terms().bill().currency());
  }

  private static Account wallet(UUID member, Billing now) {
    return account(Purpose.WALLET, member, now.terms().bill().currency());
  }

  @Override
  public Mono<Billing> collectOrEnd(Billing billing, Instant at, int freeDays) {
    return step(billing, now -> fund(now).orElseGet(() -> end(now, at, freeDays)));
  }

  private Billing end(Billing now, Instant at, int freeDays) {
    free(now, freeDays);
    books.sublets.end(now.contractId(), now.terms().stay().to().minusDays(freeDays), at);
    Money share = now.ownersShare(now.funded());
    Money held = freeDeposit(now);
    Money claim = share.isLessThan(held) ? share : held;
    payFromDeposit(TransferKind.DEFAULT, now, claim);
    books.guarantees.pay(now, share.minus(claim), at);
    books.guarantees.endPromise(now.terms());
    emit(EventKind.CONTRACT_DEFAULTED, now);
    over.put(now.contractId(), at);
    return ended(now, State.DEFAULTED);
  }

  private void payFromDeposit(TransferKind kind, Billing now, Money claim) {
    Money held = freeDeposit(now);
    books.ledger.post(
        UUID.randomUUID(),
        kind,
        now.contractId().toString(),
        Map.of(
            deposit(now),
            held.negated(),
            wallet(now.terms().ownerId(), now),
            claim,
            wallet(now.terms().exporterId(), now),
            held.minus(claim)));
  }

  /** The lease's space is gone from a day on: days before it are charged, the others go back. */
  void terminate(UUID contractId, LocalDate until, Instant at) {
    Billing now = all.get(contractId);
    LeaseTerms terms = now.terms();
    Bill bill = now.extent().bill();
    boolean goes = now.extent().quantities().stay().to().isAfter(until);
    if (now.state() == State.AWAITING_ACCEPTANCE && goes) {
      books.acceptances.drop(contractId);
      return;
    } else if (now.state() != State.RUNNING || !goes) {
      return;
    }
    free(now, (int) Math.min(terms.stay().days(), DAYS.between(until, terms.stay().to())));
    CurrencyUnit currency = bill.currency();
    Money escrow = books.ledger.balance(escrow(now));
    Money deposit = freeDeposit(now);
    Money owner = Money.zero(currency);
    Money fees = Money.zero(currency);
    List<Bill.Period> periods = bill.periods();
    for (int i = now.closed(); i <= now.funded() && i < periods.size(); i++) {
      DateRange dates = periods.get(i).dates();
      if (!dates.from().isBefore(until)) {
        break;
      }
      LocalDate to = until.isBefore(dates.to()) ? until : dates.to();
      Bill.Period used = used(periods.get(i), new DateRange(dates.from(), to));
      Money commission = used.commission(currency);
      Money share = bill.total(used).minus(commission);
      if (i < now.funded()) {
        books.documents.invoice(now, used.dates(), used.lines(), at);
        owner = owner.plus(share);
        fees = fees.plus(commission);
      } else {
        owner = owner.plus(share.isGreaterThan(deposit) ? deposit : share);
      }
    }
    books.ledger.post(
        UUID.randomUUID(),
        TransferKind.TERMINATION,
        contractId.toString(),
        Map.of(
            escrow(now),
            escrow.negated(),
            deposit(now),
            deposit.negated(),
            wallet(terms.ownerId(), now),
            owner,
            house(Purpose.FEES, currency),
            fees,
            wallet(terms.exporterId(), now),
            escrow.plus(deposit).minus(owner).minus(fees)));
    books.guarantees.endPromise(terms);
    emit(EventKind.CONTRACT_TERMINATED, now);
    over.put(contractId, at);
    all.put(contractId, ended(now, State.TERMINATED));
  }

  private static Bill.Period used(Bill.Period period, DateRange dates) {
    BigDecimal days = BigDecimal.valueOf(period.dates().days());
    BigDecimal used = BigDecimal.valueOf(dates.days());
    return new Bill.Period(
        dates,
        period.lines().stream()
            .map(
                line ->
                    new Bill.Line(
                        line.code(),
                        line.quantity().multiply(used).divide(days, 6, RoundingMode.HALF_UP),
                        line.rate(),
                        line.amount()
                            .multipliedBy(used, RoundingMode.UNNECESSARY)
                            .dividedBy(days, RoundingMode.HALF_UP)))
            .toList());
  }

  private void free(Billing now, int days) {
    LeaseTerms terms = now.terms();
    if (days > 0) {
      LocalDate first = terms.stay().to().minusDays(days);
      books.free(
          terms.listingId(),
          first,
          now.extent().quantities().on(new DateRange(first, terms.stay().to())));
    }
    freed.put(now.contractId(), days);
  }

  /** What the lease is from now on. */
  void amend(Billing after) {
    all.put(after.contractId(), after);
    due.put(after.contractId(), Instant.MIN);
  }

  @Override
  public Mono<Billing> close(Billing billing, Instant at) {
    return step(
        billing,
        now -> {
          int period = now.closed();
          books.documents.invoice(
              now, now.dates(period), now.extent().bill().periods().get(period).lines(), at);
          books.ledger.post(
              UUID.randomUUID(),
              TransferKind.RELEASE,
              now.contractId() + "/" + period,
              Map.of(
                  escrow(now),
                  now.total(period).negated(),
                  wallet(now.terms().ownerId(), now),
                  now.ownersShare(period),
                  house(Purpose.FEES, now.terms().bill().currency()),
                  now.commission(period)));
          emit(EventKind.PERIOD_CLOSED, now);
          return new Billing(
              now.contractId(),
              now.terms(),
              now.extent(),
              now.state(),
              now.steps() + 1,
              now.requested(),
              now.funded(),
              now.closed() + 1,
              now.unpaidSince(),
              now.triedAt());
        });
  }

  @Override
  public Mono<Billing> returnDeposit(Billing billing, Instant at) {
    return step(
        billing,
        now -> {
          payFromDeposit(
              TransferKind.DEPOSIT_RETURN, now, Money.zero(now.terms().bill().currency()));
          books.guarantees.endPromise(now.terms());
          emit(EventKind.CONTRACT_ENDED, now);
          over.put(now.contractId(), at);
          return ended(now, State.ENDED);
        });
  }

  @Override
  public Mono<Billing> cancel(UUID contractId, Caller caller, Money fee, Instant at) {
    return books.change(
        () -> {
          Billing now = all.get(contractId);
          if (now == null || !now.terms().exporterId().equals(caller.organizationId())) {
            throw Refusal.of(RefusalCode.NOT_FOUND);
          }
          refuseNotRunning(now);
          if (now.closed() > 0) {
            throw Refusal.of(RefusalCode.CANCELLATION_TOO_LATE);
          }
          books.sublets.giveWay(contractId, day -> 0);
          free(now, now.terms().stay().days());
          if (fee.isPositive()) {
            Bill.Line line =
                new Bill.Line(ChargeCode.CANCELLATION_FEE, BigDecimal.ONE, fee.getAmount(), fee);
            books.documents.invoice(now, now.terms().stay(), List.of(line), at);
          }
          Money escrow = books.ledger.balance(escrow(now));
          Money deposit = freeDeposit(now);
          books.ledger.post(
              UUID.randomUUID(),
              TransferKind.CANCELLATION,
              contractId.toString(),
              Map.of(
                  escrow(now),
                  escrow.negated(),
                  deposit(now),
                  deposit.negated(),
                  wallet(now.terms().ownerId(), now),
                  fee,
                  wallet(now.terms().exporterId(), now),
                  escrow.plus(deposit).minus(fee)));
          books.guarantees.endPromise(now.terms());
          emit(EventKind.CONTRACT_CANCELLED, now);
          all.put(contractId, ended(now, State.CANCELLED));
          return all.get(contractId);
        });
  }

  @Override
  public Mono<Page<Billing>> page(Caller caller, Page.Query query) {
    return books.read(
        () ->
            Books.page(
                all.values(), each -> InMemoryReservations.sees(caller, each.terms()), query));
  }

  @Override
  public Mono<Billing> find(UUID contractId, Caller caller) {
    return books.read(
        () -> {
          Billing found = all.get(contractId);
          return found != null && InMemoryReservations.sees(caller, found.terms()) ? found : null;
        });
  }

  @Override
  public Mono<Money> owedToOwner(UUID contractId, Caller caller) {
    return find(contractId, caller)
        .map(
            lease -> {
              Money owed = books.disputes.owedByExporter(lease);
              return lease.state() == State.DEFAULTED
                  ? owed.plus(lease.ownersShare(lease.funded())).minus(madeGood(lease))
                  : owed;
            });
  }

  /** What deposit and pool have paid of a period that was not paid. */
  private Money madeGood(Billing lease) {
    Account owners = wallet(lease.terms().ownerId(), lease);
    return books.ledger.transfers().stream()
        .filter(each -> each.kind() == TransferKind.DEFAULT || each.kind() == TransferKind.COVER)
        .filter(each -> each.cause().equals(lease.contractId().toString()))
        .map(each -> each.legs().getOrDefault(owners, Money.zero(owners.currency())))
        .reduce(Money.zero(owners.currency()), Money::plus);
  }
}
