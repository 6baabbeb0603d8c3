package exchange.core.testing;

import exchange.core.annex.Annex;
import exchange.core.annex.Annexes;
import exchange.core.billing.Billing;
import exchange.core.event.EventKind;
import exchange.core.lease.Contract;
import exchange.core.lease.LeaseTerms;
import exchange.core.member.Caller;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** As {@code R__money_annexes.sql} does it. */
final class InMemoryAnnexes implements Annexes {
  private final Books books;
  private final InMemoryReservations reservations;
  private final InMemoryContracts contracts;
  private final Map<UUID, Annex> all = new LinkedHashMap<>();

  InMemoryAnnexes(Books books, InMemoryReservations reservations, InMemoryContracts contracts) {
    this.books = books;
    this.reservations = reservations;
    this.contracts = contracts;
  }

  @Override
  public Mono<Annex> add(Annex quote) {
    return books.change(
        () -> {
          books.blacklistings.refuse(quote.terms().exporterId(), quote.terms().ownerId());
          books.billings.refuseNotRunning(books.billings.get(quote.contractId()));
          all.putIfAbsent(quote.id(), quote);
          return all.get(quote.id());
        });
  }

  @Override
  public Mono<Annex> find(UUID id, Caller caller) {
    return books.read(
        () -> {
          Annex found = all.get(id);
          return found != null && InMemoryReservations.sees(caller, found.terms()) ? found : null;
        });
  }

  @Override
  public Mono<Contract> agree(UUID id, UUID contractId, Caller caller, Instant now) {
    return books.change(
        () -> {
          Annex quote = all.get(id);
          if (quote == null || !quote.terms().exporterId().equals(caller.organizationId())) {
            throw Refusal.of(RefusalCode.NOT_FOUND);
          } else if (quote.madeId().isPresent()) {
            return books.contracts.get(quote.madeId().get());
          }
          Billing lease = books.billings.get(quote.contractId());
          books.billings.refuseNotRunning(lease);
          if (quote.validUntil().isBefore(now)) {
            throw Refusal.of(RefusalCode.QUOTE_EXPIRED, "validUntil", quote.validUntil());
          } else if (!lease.extent().quantities().equals(quote.onto())) {
            throw Refusal.of(RefusalCode.AMENDMENT_OUTDATED);
          }
          return settle(quote, contractId);
        });
  }

  private Contract settle(Annex quote, UUID contractId) {
    contracts.settleAtOnce(
        contractId, quote.id(), quote.request(), quote.terms(), reservations, false);
    Contract made = books.contracts.get(contractId);
    Contract onto = books.contracts.get(quote.contractId());
    List<UUID> annexes = new ArrayList<>(onto.annexes());
    annexes.add(contractId);
    put(made, Optional.of(onto.id()), List.of());
    put(onto, onto.annexOf(), annexes);
    all.put(
        quote.id(),
        new Annex(
            quote.id(),
            quote.contractId(),
            quote.onto(),
            quote.request(),
            quote.terms(),
            quote.validUntil(),
            Optional.of(contractId)));
    LeaseTerms terms = quote.terms();
    books.events.emit(
        EventKind.ANNEX_AGREED, quote.contractId(), terms.exporterId(), terms.ownerId());
    return books.contracts.get(contractId);
  }

  private void put(Contract contract, Optional<UUID> annexOf, List<UUID> annexes) {
    books.contracts.put(
        contract.id(),
        new Contract(
            contract.id(),
            contract.reservationId(),
            contract.terms(),
            contract.settledAt(),
            contract.siblings(),
            contract.chain(),
            contract.answerBy(),
            annexOf,
            annexes));
  }
}
