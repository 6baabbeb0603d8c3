package exchange.core.testing;

import exchange.core.bank.BankStatements;
import exchange.core.bank.Payouts;
import exchange.core.billing.Billings;
import exchange.core.billing.Documents;
import exchange.core.capacity.Capacities;
import exchange.core.capacity.Holds;
import exchange.core.capacity.Reservations;
import exchange.core.event.Deliveries;
import exchange.core.event.Events;
import exchange.core.event.Webhooks;
import exchange.core.lease.Contracts;
import exchange.core.lease.Rulebooks;
import exchange.core.ledger.Journal;
import exchange.core.ledger.Ledger;
import exchange.core.listing.Listings;
import exchange.core.matching.MatchingRounds;
import exchange.core.matching.Offers;
import exchange.core.matching.Quotes;
import exchange.core.member.Attempts;
import exchange.core.member.Organizations;
import exchange.core.recount.Recounts;
import exchange.core.request.LeaseRequests;
import exchange.core.reserve.Reserves;
import exchange.core.warehouse.Warehouses;

/** Every port of one exchange, whatever it stands on. */
public record Ports(
    Organizations organizations,
    Warehouses warehouses,
    Listings listings,
    LeaseRequests leaseRequests,
    Quotes quotes,
    Capacities capacities,
    Offers offers,
    Holds holds,
    Reservations reservations,
    Contracts contracts,
    Rulebooks rulebooks,
    Ledger ledger,
    Journal journal,
    Reserves reserves,
    BankStatements bankStatements,
    Payouts payouts,
    Billings billings,
    Documents documents,
    MatchingRounds matchingRounds,
    Recounts recounts,
    Events events,
    Webhooks webhooks,
    Deliveries deliveries,
    Attempts attempts) {}
