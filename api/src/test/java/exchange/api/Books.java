package exchange.api;

import static org.assertj.core.api.Assertions.assertThat;

/** What must be true of the books at any time, read from their tables. */
final class Books {
  private Books() {}

  /**
   * Money neither made nor lost, space neither oversold nor lost, leases with all that is theirs.
   */
  static void areInOrder(RunningExchange exchange) {
    assertNone(
        exchange,
        "transfers that do not balance",
        """
        select transfer_id from posting p join account a on a.id = p.account_id
        group by transfer_id, a.currency having sum(p.amount) <> 0
        """);
    assertNone(
        exchange,
        "accounts whose balance is not the sum of their postings",
        """
        select a.id from account a left join posting p on p.account_id = a.id
        group by a.id having a.balance <> coalesce(sum(p.amount), 0)
        """);
    assertNone(
        exchange,
        "reservations without what their state promises, or with more",
        """
        select r.id from reservation r
          left join contract c on c.reservation_id = r.id
          left join account a on a.contract_id = c.id and a.purpose = 'ESCROW'
        group by r.id having case r.state
          when 'CONFIRMED' then count(c.id) <> 1 or count(a.id) <> 1
            or max(c.id::text) <> r.contract_id::text or sum(a.balance) <> r.first_period_minor
          else count(c.id) <> 0 or count(a.id) <> 0 end
        """);
    assertNone(
        exchange,
        "days on which free units, holds and leases are not the capacity",
        """
        select s.listing_id from slot s, generate_subscripts(s.free, 1) i
        where s.capacity[i] - s.free[i] <> (
          select coalesce(sum(r.units), 0) from reservation r
          where r.listing_id = s.listing_id and r.state in ('HELD', 'CONFIRMED')
            and i between r.first_day and r.first_day + r.days - 1)
        """);
    assertThat(exchange.number("select count(*) from transfer where kind = 'ESCROW'"))
        .isEqualTo(exchange.number("select count(*) from contract"));
  }

  private static void assertNone(RunningExchange exchange, String what, String sql) {
    assertThat(exchange.number("select count(*) from (" + sql + ") wrong")).as(what).isZero();
  }
}
