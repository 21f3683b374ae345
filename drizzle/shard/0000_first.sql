CREATE TABLE `authorisation_act` (
	`dossier_id` text NOT NULL,
	`seq` integer NOT NULL,
	`ps_id_nat` text NOT NULL,
	`kind` text NOT NULL,
	`at` integer NOT NULL,
	`until` integer,
	`by` text NOT NULL,
	PRIMARY KEY(`dossier_id`, `seq`)
);
--> statement-breakpoint
CREATE INDEX `authorisation_by_professional` ON `authorisation_act` (`dossier_id`,`ps_id_nat`,`seq`);--> statement-breakpoint
CREATE TABLE `content_blob` (
	`blob_id` text PRIMARY KEY NOT NULL,
	`dossier_id` text NOT NULL,
	`content_tag` text NOT NULL,
	`size` integer NOT NULL,
	`wrapped_key` blob NOT NULL
);
--> statement-breakpoint
CREATE INDEX `content_by_tag` ON `content_blob` (`dossier_id`,`content_tag`);--> statement-breakpoint
CREATE TABLE `document` (
	`document_id` text PRIMARY KEY NOT NULL,
	`dossier_id` text NOT NULL,
	`created_seq` integer NOT NULL,
	`seq` integer NOT NULL,
	`status` text NOT NULL,
	`depositor` text NOT NULL,
	`submitted_at` integer NOT NULL,
	`hidden_from_professionals` integer NOT NULL,
	`hidden_from_holder` integer NOT NULL,
	`hidden_from_representatives` integer NOT NULL,
	`blob_id` text NOT NULL,
	`sealed` blob NOT NULL
);
--> statement-breakpoint
CREATE INDEX `document_by_dossier` ON `document` (`dossier_id`,`seq`);--> statement-breakpoint
CREATE TABLE `dossier` (
	`dossier_id` text PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	`header_seq` integer NOT NULL,
	`status` text NOT NULL,
	`created_at` integer NOT NULL,
	`sealed` blob NOT NULL
);
--> statement-breakpoint
CREATE TABLE `receipt` (
	`device_id` text NOT NULL,
	`n` integer NOT NULL,
	`hash` text NOT NULL,
	`outcome` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`device_id`, `n`)
);
--> statement-breakpoint
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
