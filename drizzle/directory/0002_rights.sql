CREATE TABLE `alarm` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`kind` text NOT NULL,
	`ps_id_nat` text,
	`dossier_id` text,
	`count` integer NOT NULL,
	`window_ms` integer NOT NULL,
	`seen_at` integer
);
--> statement-breakpoint
CREATE TABLE `dossier_traits` (
	`lookup` text NOT NULL,
	`dossier_id` text NOT NULL,
	PRIMARY KEY(`lookup`, `dossier_id`)
);
--> statement-breakpoint
CREATE TABLE `emergency_search` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`ps_id_nat` text NOT NULL,
	`device_id` text NOT NULL,
	`organisation` text
);
--> statement-breakpoint
CREATE INDEX `emergency_search_by_time` ON `emergency_search` (`at`);--> statement-breakpoint
CREATE TABLE `entitlement_matrix` (
	`version` text PRIMARY KEY NOT NULL,
	`label` text NOT NULL,
	`content` text NOT NULL,
	`imported_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `passkey_challenge` (
	`challenge_hash` text PRIMARY KEY NOT NULL,
	`ps_id_nat` text NOT NULL,
	`device_id` text NOT NULL,
	`purpose` text NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `passkey` (
	`credential_id` text PRIMARY KEY NOT NULL,
	`ps_id_nat` text NOT NULL,
	`name` text NOT NULL,
	`public_key` blob NOT NULL,
	`counter` integer NOT NULL,
	`transports` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_used_at` integer
);
--> statement-breakpoint
CREATE INDEX `passkey_by_professional` ON `passkey` (`ps_id_nat`);--> statement-breakpoint
CREATE TABLE `professional_entitlement` (
	`ps_id_nat` text NOT NULL,
	`entitlement` text NOT NULL,
	`granted_at` integer NOT NULL,
	PRIMARY KEY(`ps_id_nat`, `entitlement`)
);
--> statement-breakpoint
CREATE TABLE `trace_node` (
	`level` integer NOT NULL,
	`index` integer NOT NULL,
	`hash` text NOT NULL,
	PRIMARY KEY(`level`, `index`)
);
--> statement-breakpoint
ALTER TABLE `session` ADD `practice` text;