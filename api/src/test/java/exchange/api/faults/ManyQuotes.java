package exchange.api.faults;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Exporters without money, and as many quotes as are wanted. One request with its quote is made as
 * people make it; the others are copies in the books, whose ids come from their numbers. They
 * belong to the exporters in turn, and are for the slots in turn.
 */
final class ManyQuotes {
  private static final int SLOTS = 32;
  private static final int AT_A_TIME = 2_000;

  final List<Caller> exporters = new ArrayList<>();

  /** What a confirmation takes out of the wallet, in cents. */
  final long price;

  ManyQuotes(Cluster cluster, int members, int quotes) {
    Market market = new Market(cluster, History.ofNothing(), 1, quotes + 1);
    for (int i = 0; i < members; i++) {
      exporters.add(market.poorExporter());
    }
    String quote = market.unit(exporters.get(0), 0);
    cluster.sql(
        """
        create table template as
          select l.doc as listing, q.doc as quote, r.doc as request
          from quote q join lease_request r on r.id = q.request_id
            join listing l on l.id = (q.doc->'terms'->>'listingId')::uuid
          where q.id = '%s'"""
            .formatted(quote));
    cluster.sql(
        """
        select command.publish_listing(
          listing || jsonb_build_object('id', md5('slot ' || n)::uuid))
        from template, generate_series(0, %d) n"""
            .formatted(SLOTS - 1));
    cluster.sql("create table turn (n int primary key, exporter uuid)");
    for (int i = 0; i < members; i++) {
      cluster.sql("insert into turn values (%d, '%s')".formatted(i, exporters.get(i).id));
    }
    price =
        cluster.number(
            """
            select minor_sum(quote->'terms'->'bill'->'periods'->0->'lines')
              + (quote->'terms'->'conditions'->'deposit'->>'minor')::bigint
            from template""");
    for (int first = 0; first < quotes; first += AT_A_TIME) {
      copy(cluster, first, Math.min(first + AT_A_TIME, quotes) - 1, members);
    }
  }

  private static void copy(Cluster cluster, int first, int last, int members) {
    cluster.sql(
        """
        with numbered as (
          select exporter, md5('request ' || i)::uuid as request_id,
            md5('quote ' || i)::uuid as quote_id, md5('slot ' || i %% %d)::uuid as slot_id
          from generate_series(%d, %d) i join turn on n = i %% %d),
        filed as (
          insert into lease_request (id, exporter_id, doc)
          select request_id, exporter,
            request || jsonb_build_object('id', request_id, 'exporterId', exporter)
          from numbered, template)
        insert into quote (id, exporter_id, request_id, doc)
        select quote_id, exporter, request_id, quote || jsonb_build_object(
          'id', quote_id, 'validUntil', now() + interval '1 day',
          'terms', quote->'terms' || jsonb_build_object(
            'requestId', request_id, 'exporterId', exporter, 'listingId', slot_id))
        from numbered, template"""
            .formatted(SLOTS, first, last, members));
  }

  /** Whose the n-th quote is. */
  Caller exporter(int n) {
    return exporters.get(n % exporters.size());
  }

  static String quote(int n) {
    try {
      byte[] name = ("quote " + n).getBytes(StandardCharsets.US_ASCII);
      String hex = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(name));
      return hex.replaceFirst("(.{8})(.{4})(.{4})(.{4})", "$1-$2-$3-$4-");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }
}
