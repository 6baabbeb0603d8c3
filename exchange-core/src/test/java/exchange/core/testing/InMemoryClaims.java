package exchange.core.testing;

import static exchange.core.testing.InMemoryLedger.account;

import exchange.core.billing.Billing;
import exchange.core.billing.Claim;
import exchange.core.billing.Claims;
import exchange.core.event.EventKind;
import exchange.core.lease.LeaseTerms;
import exchange.core.ledger.Purpose;
import exchange.core.ledger.TransferKind;
import exchange.core.member.Caller;
import exchange.core.values.Page;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** As {@code R__money_claims.sql} does it. */
final class InMemoryClaims implements Claims {
  private final Books books;
  private final Map<UUID, Claim> all = new LinkedHashMap<>();

  InMemoryClaims(Books books) {
    this.books = books;
  }

  /** Those that an operator ruled against the exporter of a lease. */
  List<UUID> lost(UUID contractId) {
    return all.values().stream()
        .filter(each -> each.contractId().equals(contractId))
        .filter(each -> each.state() == Claim.State.RULED)
        .filter(each -> each.awarded().orElseThrow().isPositive())
        .map(Claim::id)
        .toList();
  }

  /** What may leave the deposit's account: neither what is claimed nor a fee not decided. */
  Money freeDeposit(UUID contractId, CurrencyUnit currency) {
    Money held = books.ledger.balance(account(Purpose.DEPOSIT, contractId, currency));
    return all.values().stream()
        .filter(each -> each.contractId().equals(contractId))
        .filter(each -> each.state() == Claim.State.FILED)
        .map(Claim::amount)
        .reduce(held.minus(books.amendments.undecided(contractId, currency)), Money::minus);
  }

  @Override
  public Mono<Claim> file(
      UUID id, UUID contractId, Caller caller, Money amount, String reason, Instant now) {
    return books.change(
        () -> {
          Billing lease = books.billings.get(contractId);
          if (lease == null || !lease.terms().ownerId().equals(caller.organizationId())) {
            throw Refusal.of(RefusalCode.NOT_FOUND);
          } else if (all.containsKey(id)) {
            return all.get(id);
          }
          books.billings.refuseNotRunning(lease);
          CurrencyUnit currency = lease.terms().bill().currency();
          Money free = freeDeposit(contractId, currency);
          if (!currency.equals(amount.getCurrencyUnit()) || free.isLessThan(amount)) {
            throw Refusal.of(
                RefusalCode.CLAIM_EXCEEDS_DEPOSIT,
                "free",
                free.getAmount().toPlainString(),
                "currency",
                currency);
          }
          Claim claim =
              new Claim(
                  id,
                  contractId,
                  amount,
                  reason,
                  Claim.State.FILED,
                  now,
                  Optional.empty(),
                  Optional.empty());
          all.put(id, claim);
          emit(EventKind.CLAIM_FILED, claim, lease.terms());
          return claim;
        });
  }

  private void emit(EventKind kind, Claim claim, LeaseTerms terms) {
    books.events.emit(kind, claim.id(), terms.exporterId(), terms.ownerId());
  }

  @Override
  public Mono<Claim> agree(UUID id, Caller caller) {
    return books.change(() -> decide(id, caller.organizationId(), null, Optional.empty()));
  }

  @Override
  public Mono<Claim> rule(UUID id, Money award, String ruling) {
    return books.change(() -> decide(id, null, award, Optional.of(ruling)));
  }

  private Claim decide(
      UUID id, @Nullable UUID exporterId, @Nullable Money ruled, Optional<String> ruling) {
    Claim claim = all.get(id);
    if (claim == null
        || (exporterId != null && !lease(claim).terms().exporterId().equals(exporterId))) {
      throw Refusal.of(RefusalCode.NOT_FOUND);
    } else if (claim.state() != Claim.State.FILED) {
      throw Refusal.of(RefusalCode.CLAIM_DECIDED, "state", claim.state());
    }
    Money award = ruled == null ? claim.amount() : ruled;
    CurrencyUnit currency = claim.amount().getCurrencyUnit();
    if (!award.getCurrencyUnit().equals(currency) || award.isGreaterThan(claim.amount())) {
      throw Refusal.invalid("award", "must be at most " + claim.amount());
    }
    LeaseTerms terms = lease(claim).terms();
    boolean running = lease(claim).state() == Billing.State.RUNNING;
    Money back = running ? Money.zero(currency) : claim.amount().minus(award);
    books.ledger.post(
        UUID.randomUUID(),
        TransferKind.CLAIM,
        id.toString(),
        Map.of(
            account(Purpose.DEPOSIT, claim.contractId(), currency),
            award.plus(back).negated(),
            account(Purpose.WALLET, terms.ownerId(), currency),
            award,
            account(Purpose.WALLET, terms.exporterId(), currency),
            back));
    Claim decided =
        new Claim(
            id,
            claim.contractId(),
            claim.amount(),
            claim.reason(),
            ruling.isPresent() ? Claim.State.RULED : Claim.State.AGREED,
            claim.filedAt(),
            Optional.of(award),
            ruling);
    all.put(id, decided);
    emit(EventKind.CLAIM_DECIDED, decided, terms);
    return decided;
  }

  private Billing lease(Claim claim) {
    return java.util.Objects.requireNonNull(books.billings.get(claim.contractId()));
  }

  @Override
  public Mono<Page<Claim>> page(Caller caller, Page.Query query) {
    return books.read(
        () ->
            Books.page(
                all.values(),
                each -> InMemoryReservations.sees(caller, lease(each).terms()),
                query));
  }
}
