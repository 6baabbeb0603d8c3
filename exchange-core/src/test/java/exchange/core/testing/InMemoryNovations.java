package exchange.core.testing;

import static exchange.core.testing.InMemoryLedger.account;

import exchange.core.billing.Billing;
import exchange.core.event.EventKind;
import exchange.core.lease.Contract;
import exchange.core.lease.LeaseTerms;
import exchange.core.ledger.Purpose;
import exchange.core.ledger.TransferKind;
import exchange.core.member.Caller;
import exchange.core.novation.Novation;
import exchange.core.novation.Novation.Reason;
import exchange.core.novation.Novation.State;
import exchange.core.novation.Novations;
import exchange.core.request.LeaseRequest;
import exchange.core.testing.InMemoryLedger.Account;
import exchange.core.values.Page;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import reactor.core.publisher.Mono;

/** As {@code R__money_novations.sql} does it. */
final class InMemoryNovations implements Novations {
  private final Books books;
  private final InMemoryReservations reservations;
  private final InMemoryContracts contracts;
  private final Map<UUID, Novation> all;

  InMemoryNovations(Books books, InMemoryReservations reservations, InMemoryContracts contracts) {
    this.books = books;
    this.all = books.novations;
    this.reservations = reservations;
    this.contracts = contracts;
  }

  @Override
  public Mono<Novation> offer(Novation offer) {
    return books.change(
        () -> {
          books.blacklistings.refuse(offer.newcomerId(), offer.terms().ownerId());
          Billing lease = books.billings.get(offer.contractId());
          if (!books.ledger.members().contains(offer.newcomerId())) {
            throw Refusal.of(RefusalCode.NOT_FOUND);
          }
          requireAsItWas(offer, lease);
          if (all.putIfAbsent(offer.id(), offer) == null) {
            emit(EventKind.NOVATION_OFFERED, offer);
          }
          return all.get(offer.id());
        });
  }

  private void requireAsItWas(Novation offer, Billing lease) {
    books.billings.refuseNotRunning(lease);
    if (!lease.extent().quantities().equals(offer.onto())) {
      throw Refusal.of(RefusalCode.AMENDMENT_OUTDATED);
    }
  }

  private void emit(EventKind kind, Novation about) {
    books.events.emit(kind, about.id(), about.holderId(), about.newcomerId());
    books.events.emit(kind, about.id(), about.terms().ownerId());
  }

  private static boolean sees(Caller caller, Novation novation) {
    return caller.isOperator()
        || List.of(novation.holderId(), novation.newcomerId(), novation.terms().ownerId())
            .contains(caller.organizationId());
  }

  @Override
  public Mono<Novation> find(UUID id, Caller caller) {
    return books.read(
        () -> {
          Novation found = all.get(id);
          return found != null && sees(caller, found) ? found : null;
        });
  }

  @Override
  public Mono<Page<Novation>> page(Caller caller, Page.Query query) {
    return books.read(() -> Books.page(all.values(), each -> sees(caller, each), query));
  }

  private Novation require(UUID id, Predicate<Novation> mine) {
    Novation found = all.get(id);
    if (found == null || !mine.test(found)) {
      throw Refusal.of(RefusalCode.NOT_FOUND);
    }
    return found;
  }

  private static void requireOpen(Novation novation, Instant now, State... states) {
    boolean live = novation.state() == State.OFFERED || novation.state() == State.CONSENTED;
    if (live && !now.isBefore(novation.lapsesAt())) {
      throw Refusal.of(RefusalCode.NOVATION_NOT_OPEN, "state", State.LAPSED);
    } else if (!List.of(states).contains(novation.state())) {
      throw Refusal.of(RefusalCode.NOVATION_NOT_OPEN, "state", novation.state());
    }
  }

  private Novation put(
      Novation of,
      State state,
      Instant lapsesAt,
      Optional<Reason> reason,
      Optional<Money> depositBack,
      Optional<UUID> madeId) {
    Novation now =
        new Novation(
            of.id(),
            of.contractId(),
            of.holderId(),
            of.onto(),
            of.amendment(),
            of.request(),
            of.terms(),
            of.price(),
            state,
            lapsesAt,
            reason,
            depositBack,
            madeId);
    all.put(of.id(), now);
    emit(EventKind.valueOf("NOVATION_" + state), now);
    return now;
  }

  private Novation end(Novation of, State state, Optional<Reason> reason) {
    return put(of, state, of.lapsesAt(), reason, Optional.empty(), Optional.empty());
  }

  @Override
  public Mono<Novation> consent(UUID id, Caller caller, Instant until, Instant now) {
    return books.change(
        () -> {
          Novation offer =
              require(id, each -> each.terms().ownerId().equals(caller.organizationId()));
          requireOpen(offer, now, State.OFFERED);
          return put(
              offer, State.CONSENTED, until, Optional.empty(), Optional.empty(), Optional.empty());
        });
  }

  @Override
  public Mono<Novation> refuse(UUID id, Caller caller, Reason reason, Instant now) {
    return books.change(
        () -> {
          Novation offer =
              require(id, each -> each.terms().ownerId().equals(caller.organizationId()));
          requireOpen(offer, now, State.OFFERED);
          return end(offer, State.REFUSED, Optional.of(reason));
        });
  }

  @Override
  public Mono<Novation> withdraw(UUID id, Caller caller, Instant now) {
    return books.change(
        () -> {
          Novation offer = require(id, each -> each.holderId().equals(caller.organizationId()));
          requireOpen(offer, now, State.OFFERED, State.CONSENTED);
          return end(offer, State.WITHDRAWN, Optional.empty());
        });
  }

  @Override
  public Mono<Integer> lapseDue(Instant now) {
    return books.change(
        () -> {
          List<Novation> due =
              all.values().stream()
                  .filter(each -> each.state() == State.OFFERED || each.state() == State.CONSENTED)
                  .filter(each -> !now.isBefore(each.lapsesAt()))
                  .toList();
          due.forEach(each -> end(each, State.LAPSED, Optional.empty()));
          return due.size();
        });
  }

  @Override
  public Mono<Contract> take(UUID id, UUID contractId, Caller caller, String goods, Instant now) {
    return books.change(
        () -> {
          Novation offer = require(id, each -> each.newcomerId().equals(caller.organizationId()));
          if (offer.madeId().isPresent()) {
            return books.contracts.get(offer.madeId().get());
          }
          requireOpen(offer, now, State.CONSENTED);
          books.blacklistings.refuse(offer.newcomerId(), offer.terms().ownerId());
          Billing lease = books.billings.get(offer.contractId());
          requireAsItWas(offer, lease);
          return take(offer, lease, contractId, goods, now);
        });
  }

  private Contract take(Novation offer, Billing lease, UUID contractId, String goods, Instant now) {
    CurrencyUnit currency = offer.price().getCurrencyUnit();
    Money none = Money.zero(currency);
    Account holder = account(Purpose.WALLET, offer.holderId(), currency);
    Account newcomer = account(Purpose.WALLET, offer.newcomerId(), currency);
    Money back = lease.paidAhead().minus(lease.amended(offer.amendment().extent()).paidAhead());
    books.ledger.refuseOverdraft(
        newcomer, offer.terms().dueAtSettlement().plus(above(none, offer.price())));
    books.ledger.refuseOverdraft(
        holder, above(none, offer.price().negated()).plus(above(none, back.negated())));
    books.guarantees.promise(List.of(offer.terms()));
    books.guarantees.endPromise(offer.terms());
    Money depositBack =
        Money.ofMinor(
            currency,
            BigDecimal.valueOf(
                    books.claims.freeDeposit(offer.contractId(), currency).getAmountMinorLong())
                .multiply(BigDecimal.valueOf(offer.terms().quantity()))
                .divide(
                    BigDecimal.valueOf(offer.onto().on(offer.terms().stay().from())),
                    0,
                    RoundingMode.DOWN)
                .longValueExact());
    books.amendments.agreeNow(offer.amendment().at(lease, back), lease, now);
    contracts.settleAtOnce(
        contractId,
        offer.id(),
        withGoods(offer.request(), goods),
        withGoods(offer.terms(), goods),
        reservations,
        true);
    books.ledger.post(
        UUID.randomUUID(),
        TransferKind.NOVATION,
        offer.id().toString(),
        Map.of(
            account(Purpose.DEPOSIT, offer.contractId(), currency),
            depositBack.negated(),
            holder,
            depositBack.plus(offer.price()),
            newcomer,
            offer.price().negated()));
    put(
        offer,
        State.TAKEN,
        offer.lapsesAt(),
        Optional.empty(),
        Optional.of(depositBack),
        Optional.of(contractId));
    return books.contracts.get(contractId);
  }

  private static Money above(Money floor, Money amount) {
    return amount.isGreaterThan(floor) ? amount : floor;
  }

  private static LeaseRequest withGoods(LeaseRequest of, String goods) {
    return new LeaseRequest(
        of.id(),
        of.exporterId(),
        goods,
        of.storageClass(),
        of.unit(),
        of.quantity(),
        of.earliestStart(),
        of.latestStart(),
        of.days(),
        of.markets(),
        of.budget());
  }

  private static LeaseTerms withGoods(LeaseTerms of, String goods) {
    return new LeaseTerms(
        of.requestId(),
        of.listingId(),
        of.exporterId(),
        of.ownerId(),
        of.site(),
        goods,
        of.storageClass(),
        of.unit(),
        of.quantity(),
        of.stay(),
        of.rateCard(),
        of.bill(),
        of.conditions(),
        of.sublets());
  }
}
