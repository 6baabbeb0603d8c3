package exchange.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** What must be true of the books at any time, read from their tables. */
public final class Books {
  /** What there must be none of, and the query that finds it. */
  private static final Map<String, String> DISORDER =
      Map.of(
          "transfers that do not balance",
          """
        select transfer_id from posting p join account a on a.id = p.account_id
        group by transfer_id, a.currency having sum(p.amount) <> 0
        """,
          "accounts whose balance is not the sum of their postings",
          """
        select a.id from account a left join posting p on p.account_id = a.id
        group by a.id having a.balance <> coalesce(sum(p.amount), 0)
        """,
          "reservations without what their state promises, or with more",
          """
        select r.id from reservation r
          left join contract c on c.reservation_id = r.id
          left join billing b on b.contract_id = c.id
        group by r.id having case r.state
          when 'CONFIRMED' then count(c.id) <> 1 or count(b.contract_id) <> 1
            or max(c.id::text) <> r.contract_id::text
          else count(c.id) <> 0 end
        """,
          "contracts that hold other money than their periods and their deposit",
          """
        select c.id from contract c join billing b on b.contract_id = c.id
          join reservation r on r.id = c.reservation_id
        where held(c.id, 'ESCROW') <> case
            when b.state in ('RUNNING', 'AWAITING_ACCEPTANCE') then (
            select coalesce(sum(billed(r, period)), 0)
            from generate_series(b.closed, b.funded - 1) period)
            else 0 end
          or held(c.id, 'DEPOSIT') <> (
            select case
              when b.state in ('RUNNING', 'AWAITING_ACCEPTANCE')
              then r.deposit_minor - coalesce(sum(awarded), 0) - (
                select coalesce(sum(n.deposit_back), 0) from novation n
                where n.contract_id = c.id)
              else coalesce(sum(amount) filter (where state = 'FILED'), 0) end
            from claim where contract_id = c.id) - (
            select case b.state when 'RUNNING' then coalesce(sum(coalesce(paid, frozen)), 0) else 0 end
            from dispute where contract_id = c.id and respondent_id = r.exporter_id) + (
            select coalesce(sum(minor), 0) from release_fee
            where contract_id = c.id and kept is null)
          or held(c.id, 'DISPUTED') <> (
            select coalesce(sum(frozen), 0) from dispute where contract_id = c.id and paid is null)
        """,
          "days on which free units, holds, leases and blocks are not the capacity",
          """
        select s.listing_id from slot s, generate_subscripts(s.free, 1) i
        where s.capacity[i] - s.free[i] <> (
          select coalesce(sum(coalesce((
            select a.units[i - r.first_day + 1] from amendment a
            where a.contract_id = r.contract_id and a.version is not null
            order by a.version desc limit 1), r.units)), 0) from reservation r
          where r.listing_id = s.listing_id and r.state in ('HELD', 'CONFIRMED')
            and i between r.first_day and r.first_day + r.days - r.freed_days - 1) + (
          select coalesce(sum(b.units), 0) from block b
          where b.listing_id = s.listing_id and b.removed_at is null
            and i between b.first_day and b.first_day + b.days - 1)
        """,
          "contracts without their one transfer, or at odds with what their owner was asked",
          """
        select c.id from contract c left join transfer t on t.id = c.id and t.kind = 'SETTLEMENT'
        group by c.id having count(t.id) <> 1
        union all
        select b.contract_id from billing b left join acceptance a using (contract_id)
        where case b.state
          when 'AWAITING_ACCEPTANCE' then a.state is null or a.state not in ('AWAITED', 'ACCEPTED')
          when 'LAPSED' then a.state not in ('LAPSED', 'ACCEPTED')
          when 'WITHDRAWN' then a.state not in ('WITHDRAWN', 'ACCEPTED')
          when 'DECLINED' then a.state not in ('DECLINED', 'ACCEPTED', 'DROPPED')
          else a.state <> 'ACCEPTED' end
        """,
          "requests whose state is not that of their reservations",
          """
        select q.id from lease_request q left join reservation r on r.request_id = q.id
        group by q.id
        having count(distinct coalesce(r.split_id, r.id)) filter (where r.state = 'HELD')
            <> (q.state = 'HELD')::int
          or count(distinct coalesce(r.split_id, r.id)) filter (where r.state = 'CONFIRMED'
            and not exists (select from billing b where b.contract_id = r.contract_id
              and b.state in ('DECLINED', 'LAPSED', 'WITHDRAWN')))
            <> (q.state = 'LEASED')::int
        """,
          "splits whose parts are in different states or no part of the request",
          """
        select r.split_id from reservation r join lease_request q on q.id = r.request_id
        where r.split_id is not null
        group by r.split_id, q.doc
        having count(distinct r.state) <> 1 or count(distinct r.expires_at) <> 1
          or sum(r.units) <> (q.doc->>'quantity')::int
        """,
          "events of contracts that are not there",
          """
        select seq from event e where kind = 'CONTRACT_SETTLED'
          and not exists (select from contract c where c.id = e.subject)
        """,
          "changes without their one event",
          """
        select r.id from reservation r left join event e on e.subject = r.id
        group by r.id having count(*) filter (where e.kind = 'RESERVATION_HELD') <> 1
          or count(*) filter (where e.kind = 'RESERVATION_' || r.state) <>
            case when r.state = 'CONFIRMED' then 0 else 1 end
        union all
        select c.id from contract c left join event e on e.subject = c.id
        group by c.id having count(*) filter (where e.kind = 'CONTRACT_SETTLED') <> 1
        union all
        select a.contract_id from amendment a where a.version is not null
        group by a.contract_id
        having max(a.version) <> count(*)
          or count(*) <> (select count(*) from event e
            where e.kind = 'CONTRACT_AMENDED' and e.subject = a.contract_id)
          or count(*) filter (where a.doc->'fee'->>'minor' <> '0') <> (select count(*)
            from release_fee f where f.contract_id = a.contract_id)
        """);

  private Books() {}

  static void areInOrder(RunningExchange exchange) {
    assertThat(disorder(exchange::number)).isEmpty();
  }

  /**
   * Money neither made nor lost, space neither oversold nor lost, leases with all that is theirs.
   *
   * @param number gives the one number that a query gives
   * @return a sentence for each thing that is wrong
   */
  public static List<String> disorder(ToLongFunction<String> number) {
    return DISORDER.entrySet().stream()
        .map(
            each ->
                number.applyAsLong("select count(*) from (" + each.getValue() + ") wrong")
                    + " "
                    + each.getKey())
        .filter(sentence -> !sentence.startsWith("0 "))
        .sorted()
        .toList();
  }
}
