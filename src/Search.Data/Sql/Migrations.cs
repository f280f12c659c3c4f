namespace Search.Data.Sql;

/// <summary>
/// The schema's history. Append only: a step that has ever run anywhere is never edited. Instants are milliseconds since 1970 UTC,
/// lists are JSON text, enums are their names.
/// </summary>
internal static class Migrations
{
    public static IReadOnlyList<string> All { get; } =
    [
        // 1: articles and sources. identity is 'u:' + SHA-256 of the canonical URL, or 'c:' + content hash where there is none.
        """
        CREATE TABLE ingest_sequence (one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1), value BIGINT NOT NULL);
        INSERT INTO ingest_sequence (one, value) VALUES (1, 0);

        CREATE TABLE article (
            article_id {identity},
            id TEXT NOT NULL UNIQUE,
            identity TEXT NOT NULL UNIQUE,
            url TEXT NULL,
            story_group BIGINT NOT NULL,
            revision INTEGER NOT NULL,
            seq BIGINT NOT NULL,
            content_hash TEXT NOT NULL,
            first_seen BIGINT NOT NULL,
            sample BOOLEAN NOT NULL,
            deleted_at BIGINT NULL,
            deleted_reason TEXT NULL
        );
        CREATE INDEX article_story_group ON article (story_group);

        CREATE TABLE article_revision (
            article_id BIGINT NOT NULL REFERENCES article (article_id),
            revision INTEGER NOT NULL,
            seq BIGINT NOT NULL UNIQUE,
            title TEXT NOT NULL,
            author TEXT NULL,
            published BIGINT NULL,
            raw_published TEXT NULL,
            seen BIGINT NOT NULL,
            source TEXT NULL,
            language TEXT NULL,
            body TEXT NOT NULL,
            tags TEXT NOT NULL,
            content_hash TEXT NOT NULL,
            story_hash TEXT NULL,
            removed BOOLEAN NOT NULL,
            PRIMARY KEY (article_id, revision)
        );
        CREATE INDEX article_revision_story_hash ON article_revision (story_hash);
        CREATE INDEX article_revision_seen ON article_revision (seen);

        CREATE TABLE source (
            source_id {identity},
            url TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            language TEXT NULL,
            poll_seconds BIGINT NOT NULL,
            enabled BOOLEAN NOT NULL,
            sample BOOLEAN NOT NULL,
            created_at BIGINT NOT NULL,
            etag TEXT NULL,
            last_modified TEXT NULL,
            last_attempt_at BIGINT NULL,
            last_success_at BIGINT NULL,
            last_article_at BIGINT NULL,
            last_error TEXT NULL,
            error_count BIGINT NOT NULL,
            next_poll_at BIGINT NOT NULL,
            claimed_by TEXT NULL,
            claimed_until BIGINT NULL
        );
        CREATE INDEX source_next_poll_at ON source (next_poll_at);
        """,

        // 2: people and alerts. A version of a query covers the sequence numbers above its began_seq, up to the next version's.
        """
        CREATE TABLE recipient (
            recipient_id {identity},
            address TEXT NOT NULL,
            address_key TEXT NOT NULL UNIQUE,
            token TEXT NOT NULL UNIQUE,
            operator BOOLEAN NOT NULL,
            created_at BIGINT NOT NULL,
            confirmed_at BIGINT NULL,
            unsubscribed_at BIGINT NULL,
            suspended_at BIGINT NULL,
            suspended_reason TEXT NULL
        );

        CREATE TABLE alert (
            alert_id {identity},
            id TEXT NOT NULL UNIQUE,
            owner_id BIGINT NOT NULL REFERENCES recipient (recipient_id),
            name TEXT NOT NULL,
            query TEXT NOT NULL,
            filters TEXT NOT NULL,
            note TEXT NULL,
            rate TEXT NOT NULL,
            zone TEXT NOT NULL,
            quiet_from TEXT NULL,
            quiet_to TEXT NULL,
            paused_at BIGINT NULL,
            pause_until BIGINT NULL,
            pause_mode TEXT NOT NULL,
            other_spellings BOOLEAN NOT NULL,
            fold_duplicates BOOLEAN NOT NULL,
            tell_again BOOLEAN NOT NULL,
            heartbeat BOOLEAN NOT NULL,
            discreet BOOLEAN NOT NULL,
            sample BOOLEAN NOT NULL,
            version INTEGER NOT NULL,
            backfill_seq BIGINT NULL,
            backfill_until BIGINT NULL,
            broken_reason TEXT NULL,
            broken_at BIGINT NULL,
            created_at BIGINT NOT NULL,
            updated_at BIGINT NOT NULL,
            deleted_at BIGINT NULL
        );
        CREATE INDEX alert_owner ON alert (owner_id);

        CREATE TABLE alert_version (
            alert_id BIGINT NOT NULL REFERENCES alert (alert_id),
            version INTEGER NOT NULL,
            query TEXT NOT NULL,
            filters TEXT NOT NULL,
            began_seq BIGINT NOT NULL,
            began_at BIGINT NOT NULL,
            PRIMARY KEY (alert_id, version)
        );

        CREATE TABLE subscription (
            subscription_id {identity},
            alert_id BIGINT NOT NULL REFERENCES alert (alert_id),
            recipient_id BIGINT NOT NULL REFERENCES recipient (recipient_id),
            token TEXT NOT NULL UNIQUE,
            match_cursor BIGINT NOT NULL,
            next_due_at BIGINT NULL,
            last_digest_at BIGINT NULL,
            created_at BIGINT NOT NULL,
            unsubscribed_at BIGINT NULL,
            UNIQUE (alert_id, recipient_id)
        );
        CREATE INDEX subscription_next_due_at ON subscription (next_due_at);
        CREATE INDEX subscription_recipient ON subscription (recipient_id);
        """,

        // 3: matches and mail. A match is told to one person in one mail at most: unique (recipient_id, match_id).
        """
        CREATE TABLE outbox (
            outbox_id {identity},
            digest_id TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL,
            recipient_id BIGINT NOT NULL REFERENCES recipient (recipient_id),
            due_at BIGINT NOT NULL,
            message_id TEXT NOT NULL UNIQUE,
            envelope_from TEXT NOT NULL,
            envelope_to TEXT NOT NULL,
            subject TEXT NOT NULL,
            alert_count INTEGER NOT NULL,
            article_count INTEGER NOT NULL,
            bytes {blob} NOT NULL,
            state TEXT NOT NULL,
            attempts INTEGER NOT NULL,
            created_at BIGINT NOT NULL,
            next_attempt_at BIGINT NULL,
            last_attempt_at BIGINT NULL,
            last_reply TEXT NULL,
            sent_at BIGINT NULL,
            claimed_by TEXT NULL,
            claimed_until BIGINT NULL
        );
        CREATE INDEX outbox_next_attempt_at ON outbox (state, next_attempt_at);
        CREATE INDEX outbox_recipient ON outbox (recipient_id);

        CREATE TABLE article_match (
            match_id {identity},
            alert_id BIGINT NOT NULL REFERENCES alert (alert_id),
            article_id BIGINT NOT NULL REFERENCES article (article_id),
            revision INTEGER NOT NULL,
            seq BIGINT NOT NULL,
            version INTEGER NOT NULL,
            story_group BIGINT NOT NULL,
            recorded_at BIGINT NOT NULL,
            state TEXT NOT NULL,
            outbox_id BIGINT NULL REFERENCES outbox (outbox_id),
            UNIQUE (alert_id, article_id, revision)
        );
        CREATE INDEX article_match_alert ON article_match (alert_id, match_id);
        CREATE INDEX article_match_article ON article_match (article_id);

        CREATE TABLE outbox_item (
            outbox_id BIGINT NOT NULL REFERENCES outbox (outbox_id),
            match_id BIGINT NOT NULL REFERENCES article_match (match_id),
            recipient_id BIGINT NOT NULL REFERENCES recipient (recipient_id),
            alert_id BIGINT NOT NULL REFERENCES alert (alert_id),
            article_id BIGINT NOT NULL REFERENCES article (article_id),
            revision INTEGER NOT NULL,
            "placing" TEXT NOT NULL,
            ordinal INTEGER NOT NULL,
            PRIMARY KEY (outbox_id, match_id),
            UNIQUE (recipient_id, match_id)
        );
        """,

        // 4: stages, settings, history of runs.
        """
        CREATE TABLE stage_cursor (name TEXT NOT NULL PRIMARY KEY, seq BIGINT NOT NULL, moved_at BIGINT NOT NULL);

        CREATE TABLE setting (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL, changed_at BIGINT NOT NULL);

        CREATE TABLE stage_run (
            run_id {identity},
            stage TEXT NOT NULL,
            started_at BIGINT NOT NULL,
            finished_at BIGINT NOT NULL,
            done BIGINT NOT NULL,
            failed BIGINT NOT NULL,
            error TEXT NULL
        );
        CREATE INDEX stage_run_stage ON stage_run (stage, run_id);
        """,

        // 5: people agree once per owner (before, an address was confirmed or not); owners' links, feeds and notices; what happened to an
        // alert; webhooks; erased addresses. next_due_at is null for whoever gets no mail, so that the due are found at the index's head.
        """
        CREATE TABLE consent (
            owner_id BIGINT NOT NULL REFERENCES recipient (recipient_id),
            recipient_id BIGINT NOT NULL REFERENCES recipient (recipient_id),
            token TEXT NOT NULL UNIQUE,
            created_at BIGINT NOT NULL,
            asked_at BIGINT NULL,
            asked_count INTEGER NOT NULL,
            confirmed_at BIGINT NULL,
            refused_at BIGINT NULL,
            PRIMARY KEY (owner_id, recipient_id)
        );
        CREATE INDEX consent_recipient ON consent (recipient_id);
        CREATE INDEX consent_waiting ON consent (asked_at) WHERE confirmed_at IS NULL AND refused_at IS NULL;
        INSERT INTO consent (owner_id, recipient_id, token, created_at, asked_count, confirmed_at)
            SELECT p.owner_id, p.recipient_id, {token}, r.created_at, 0, r.confirmed_at
            FROM (SELECT DISTINCT a.owner_id, s.recipient_id FROM subscription s JOIN alert a ON a.alert_id = s.alert_id) p
            JOIN recipient r ON r.recipient_id = p.recipient_id;
        ALTER TABLE recipient DROP COLUMN confirmed_at;
        ALTER TABLE recipient ADD COLUMN erased_at BIGINT NULL;

        ALTER TABLE alert ADD COLUMN manage_token TEXT NOT NULL DEFAULT '';
        ALTER TABLE alert ADD COLUMN feed_token TEXT NOT NULL DEFAULT '';
        UPDATE alert SET manage_token = {token}, feed_token = {token};
        CREATE UNIQUE INDEX alert_manage_token ON alert (manage_token);
        CREATE UNIQUE INDEX alert_feed_token ON alert (feed_token);
        CREATE INDEX alert_backfill ON alert (alert_id) WHERE backfill_seq IS NOT NULL;
        CREATE INDEX alert_version_began ON alert_version (began_seq);
        ALTER TABLE alert_version ADD COLUMN zone TEXT NOT NULL DEFAULT 'UTC';
        UPDATE alert_version SET zone = (SELECT a.zone FROM alert a WHERE a.alert_id = alert_version.alert_id);

        ALTER TABLE subscription ADD COLUMN last_due_at BIGINT NULL;
        UPDATE subscription SET next_due_at = NULL WHERE unsubscribed_at IS NOT NULL
            OR alert_id IN (SELECT alert_id FROM alert WHERE deleted_at IS NOT NULL OR (paused_at IS NOT NULL AND pause_until IS NULL))
            OR recipient_id IN (SELECT recipient_id FROM recipient WHERE unsubscribed_at IS NOT NULL OR suspended_at IS NOT NULL);
        DROP INDEX subscription_next_due_at;
        CREATE INDEX subscription_due ON subscription (next_due_at, subscription_id) WHERE next_due_at IS NOT NULL;

        ALTER TABLE outbox_item RENAME COLUMN "placing" TO place;
        ALTER TABLE outbox ADD COLUMN bounced_at BIGINT NULL;
        CREATE INDEX outbox_kind ON outbox (recipient_id, kind, created_at);
        CREATE INDEX outbox_item_alert ON outbox_item (alert_id, outbox_id);
        CREATE INDEX outbox_item_article ON outbox_item (article_id);
        CREATE INDEX outbox_item_match ON outbox_item (match_id);
        CREATE INDEX article_match_outbox ON article_match (outbox_id);
        CREATE INDEX article_match_story ON article_match (alert_id, story_group);

        CREATE TABLE notice (
            notice_id {identity},
            recipient_id BIGINT NOT NULL REFERENCES recipient (recipient_id),
            kind TEXT NOT NULL,
            alert_id BIGINT NULL REFERENCES alert (alert_id),
            about TEXT NOT NULL,
            detail TEXT NOT NULL,
            created_at BIGINT NOT NULL,
            outbox_id BIGINT NULL REFERENCES outbox (outbox_id)
        );
        CREATE INDEX notice_waiting ON notice (recipient_id) WHERE outbox_id IS NULL;

        CREATE TABLE alert_event (
            event_id {identity},
            alert_id BIGINT NOT NULL REFERENCES alert (alert_id),
            at BIGINT NOT NULL,
            kind TEXT NOT NULL,
            detail TEXT NOT NULL
        );
        CREATE INDEX alert_event_alert ON alert_event (alert_id, event_id);

        CREATE TABLE webhook (
            webhook_id {identity},
            alert_id BIGINT NOT NULL REFERENCES alert (alert_id),
            url TEXT NOT NULL,
            secret TEXT NOT NULL,
            match_cursor BIGINT NOT NULL,
            created_at BIGINT NOT NULL,
            disabled_at BIGINT NULL,
            disabled_reason TEXT NULL,
            UNIQUE (alert_id, url)
        );
        CREATE TABLE webhook_call (
            call_id {identity},
            webhook_id BIGINT NOT NULL REFERENCES webhook (webhook_id),
            event_id TEXT NOT NULL UNIQUE,
            body TEXT NOT NULL,
            state TEXT NOT NULL,
            attempts INTEGER NOT NULL,
            created_at BIGINT NOT NULL,
            next_attempt_at BIGINT NULL,
            last_attempt_at BIGINT NULL,
            last_reply TEXT NULL,
            claimed_by TEXT NULL,
            claimed_until BIGINT NULL
        );
        CREATE INDEX webhook_call_due ON webhook_call (next_attempt_at) WHERE state = 'Queued';
        CREATE INDEX webhook_call_webhook ON webhook_call (webhook_id, call_id);

        CREATE TABLE erased_address (address_hash TEXT NOT NULL PRIMARY KEY, erased_at BIGINT NOT NULL);

        ALTER TABLE source ADD COLUMN owner_id BIGINT NULL REFERENCES recipient (recipient_id);
        ALTER TABLE source ADD COLUMN told_state TEXT NULL;
        """,

        // 6: each change of what an alert covers gets the next number, so that whoever keeps all queries in memory can follow. Matches are
        // written by the thousand: of an article many at once, so that its entries lie together in an index that begins with its story.
        """
        ALTER TABLE alert ADD COLUMN change_seq BIGINT NOT NULL DEFAULT 0;
        UPDATE alert SET change_seq = alert_id;
        CREATE INDEX alert_change ON alert (change_seq);
        CREATE INDEX alert_broken ON alert (alert_id) WHERE broken_reason IS NOT NULL;
        DROP INDEX article_match_story;
        CREATE INDEX article_match_story ON article_match (story_group, alert_id);
        DROP INDEX article_match_outbox;
        CREATE INDEX article_match_outbox ON article_match (outbox_id) WHERE outbox_id IS NOT NULL;
        """,

        // 7: every search page asks how many samples there are.
        """
        CREATE INDEX article_sample ON article (article_id) WHERE sample AND deleted_at IS NULL;
        """,
    ];

    /// <summary>All tables, each after those that its rows refer to; with the column of the identity where there is one.</summary>
    public static IReadOnlyList<(string Table, string? Identity)> Tables { get; } =
    [
        ("ingest_sequence", null), ("article", "article_id"), ("article_revision", null), ("recipient", "recipient_id"), ("source", "source_id"),
        ("alert", "alert_id"), ("alert_version", null), ("subscription", "subscription_id"), ("consent", null), ("outbox", "outbox_id"),
        ("article_match", "match_id"), ("outbox_item", null), ("notice", "notice_id"), ("alert_event", "event_id"), ("webhook", "webhook_id"),
        ("webhook_call", "call_id"), ("erased_address", null), ("stage_cursor", null), ("setting", null), ("stage_run", "run_id"),
    ];
}
