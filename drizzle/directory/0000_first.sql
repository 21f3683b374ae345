CREATE TABLE `care_link` (
	`ps_id_nat` text NOT NULL,
	`dossier_id` text NOT NULL,
	`since` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `care_link_by_professional` ON `care_link` (`ps_id_nat`);--> statement-breakpoint
CREATE TABLE `device` (
	`device_id` text PRIMARY KEY NOT NULL,
	`ps_id_nat` text NOT NULL,
	`public_key` text NOT NULL,
	`name` text NOT NULL,
	`registered_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`revoked_at` integer
);
--> statement-breakpoint
CREATE TABLE `dossier_identifier` (
	`lookup` text PRIMARY KEY NOT NULL,
	`dossier_id` text NOT NULL,
	`reserved_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `dossier_location` (
	`dossier_id` text PRIMARY KEY NOT NULL,
	`shard` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `instance` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`created_at` integer NOT NULL,
	`restore_epoch` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE `login_nonce` (
	`nonce_hash` text PRIMARY KEY NOT NULL,
	`jkt` text NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `professional` (
	`ps_id_nat` text PRIMARY KEY NOT NULL,
	`family_name` text NOT NULL,
	`first_name` text NOT NULL,
	`profession` text NOT NULL,
	`added_at` integer NOT NULL,
	`removed_at` integer
);
--> statement-breakpoint
CREATE TABLE `revocation_list` (
	`issuer_hash` text PRIMARY KEY NOT NULL,
	`der` blob NOT NULL,
	`issuer` text NOT NULL,
	`this_update` integer NOT NULL,
	`next_update` integer NOT NULL,
	`added_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `session` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`device_id` text NOT NULL,
	`ps_id_nat` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`ended_at` integer,
	`issuer_hash` text NOT NULL,
	`serial` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `session_by_certificate` ON `session` (`issuer_hash`,`serial`);--> statement-breakpoint
CREATE TABLE `trace` (
	`leaf_index` integer PRIMARY KEY NOT NULL,
	`dossier_id` text,
	`position` integer NOT NULL,
	`leaf` text NOT NULL,
	`leaf_hash` text NOT NULL,
	`sealed` blob NOT NULL
);
--> statement-breakpoint
CREATE INDEX `trace_by_dossier` ON `trace` (`dossier_id`,`position`);--> statement-breakpoint
CREATE TABLE `trace_tree` (
	`name` text PRIMARY KEY NOT NULL,
	`size` integer NOT NULL,
	`edge` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `trusted_certificate` (
	`fingerprint` text PRIMARY KEY NOT NULL,
	`der` blob NOT NULL,
	`subject` text NOT NULL,
	`is_anchor` integer NOT NULL,
	`is_demo` integer NOT NULL,
	`not_after` integer NOT NULL,
	`added_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `upload` (
	`upload_id` text PRIMARY KEY NOT NULL,
	`ps_id_nat` text NOT NULL,
	`device_id` text NOT NULL,
	`content_tag` text NOT NULL,
	`size` integer NOT NULL,
	`wrapped_key` blob NOT NULL,
	`created_at` integer NOT NULL,
	`completed_at` integer
);
--> statement-breakpoint
CREATE INDEX `upload_by_content` ON `upload` (`ps_id_nat`,`content_tag`);