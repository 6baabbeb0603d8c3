package exchange.api.rest;

import exchange.api.wire.Billing;
import exchange.api.wire.BillingAction;
import exchange.api.wire.BillingPeriod;
import exchange.api.wire.BillingPeriodState;
import exchange.api.wire.BillingStep;
import exchange.api.wire.ContractState;
import exchange.api.wire.Document;
import exchange.api.wire.DocumentKind;
import java.util.stream.IntStream;

/** How far the money of leases has come, and the documents about it. */
final class WireBillings {
  private WireBillings() {}

  static Billing billing(exchange.core.billing.Billing billing) {
    int periods = billing.extent().bill().periods().size();
    Billing wire =
        new Billing(
            billing.contractId(),
            ContractState.fromValue(billing.state().name()),
            IntStream.range(0, periods).mapToObj(i -> period(billing, i)).toList());
    return billing
        .next()
        .map(
            due ->
                wire.next(
                    new BillingStep(
                        BillingAction.fromValue(due.action().name()), WireValues.time(due.at()))))
        .orElse(wire);
  }

  private static BillingPeriod period(exchange.core.billing.Billing billing, int number) {
    return new BillingPeriod(
        billing.dates(number).from(),
        billing.dates(number).to(),
        WireValues.money(billing.total(number)),
        state(billing, number));
  }

  private static BillingPeriodState state(exchange.core.billing.Billing billing, int number) {
    if (number < billing.closed()) {
      return BillingPeriodState.CLOSED;
    } else if (number < billing.funded()) {
      return BillingPeriodState.FUNDED;
    }
    return number < billing.requested()
        ? BillingPeriodState.REQUESTED
        : BillingPeriodState.SCHEDULED;
  }

  static Document document(exchange.core.billing.Document document) {
    Document wire =
        new Document(
            document.id(),
            DocumentKind.fromValue(document.kind().name()),
            document.number(),
            document.contractId(),
            document.from(),
            document.to(),
            document.lines().stream().map(WireTerms::line).toList(),
            WireValues.money(document.total()),
            WireValues.time(document.issuedAt()));
    document.issuerId().ifPresent(wire::issuerId);
    document.recipientId().ifPresent(wire::recipientId);
    document.corrects().ifPresent(wire::corrects);
    document.reason().ifPresent(wire::reason);
    return wire;
  }
}
