<?php
// SPDX-FileCopyrightText: 2026 Litfass contributors
// SPDX-License-Identifier: EUPL-1.2
//
// Sets up an empty site, and says as JSON the application password of one user of each role.

$_SERVER['HTTP_HOST'] = '127.0.0.1';
define( 'WP_INSTALLING', true );
require getcwd() . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';

wp_install( 'Land', 'administrator', 'admin@mail.example', true, '', 'main-password' );
update_option( 'permalink_structure', '/%postname%/' );
$told = array();
foreach ( array( 'administrator', 'author', 'contributor' ) as $role ) {
	$user = username_exists( $role );
	if ( ! $user ) {
		$user = wp_create_user( $role, 'main-password', "$role@mail.example" );
	}
	( new WP_User( $user ) )->set_role( $role );
	$made = WP_Application_Passwords::create_new_application_password( $user, array( 'name' => 'Litfass' ) );
	$told[ $role ] = $made[0];
}
echo "\n", wp_json_encode( $told ), "\n";
